/* The library: vis-network travels compressed, and runs only by its fingerprint, as all scripts do here. */
if (!window.DecompressionStream) { byId("map").textContent = say("old"); return; }
const packed = byId("library");
const bytes = Uint8Array.from(atob(packed.textContent.split(",")[1]), (letter) => letter.charCodeAt(0));
const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
const library = make("script", await new Response(unpacked).text());
document.head.append(library);
library.remove();
packed.remove();

