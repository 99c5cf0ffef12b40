/* Taking it along: the picture as PNG or SVG, who is seen as CSV, and all of it on paper. */
const FILE = `${data.code.replace(/[^\w-]+/g, "_").slice(0, 60) || "map"}_${data.level}`;
const keep = (blob, ending) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${FILE}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
const svgText = () => new XMLSerializer().serializeToString(paper());
const savePng = () => {
  const text = svgText(), image = new Image(), sheet = document.createElement("canvas");
  image.onload = () => {
    [sheet.width, sheet.height] = [2 * image.width, 2 * image.height];
    sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
    sheet.toBlob((blob) => keep(blob, "png"), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
};
/* No cell is a live formula: one that would begin as one gets an apostrophe before it. */
const BETWEEN = data.lang === "nl" ? ";" : ",";
const cell = (text) => {
  const plain = /^\s*[=+\-@]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /["\r\n,;]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};
const csvText = () => {
  const some = actors.filter((node) => !sight.hidden[node.id] && (!sight.bright || sight.bright.has(node.id)));
  const all = [columns.map((column) => say(column)), ...some.map(line)];
  return `\ufeff${all.map((cells) => cells.map(cell).join(BETWEEN)).join("\r\n")}\r\n`;
};
const outs = {
  png: savePng,
  svg: () => keep(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${svgText()}`], { type: "image/svg+xml" }), "svg"),
  csv: () => keep(new Blob([csvText()], { type: "text/csv" }), "csv"),
};
for (const [ending, go] of Object.entries(outs)) {
  const button = make("button", ending.toUpperCase(), "link");
  button.type = "button";
  button.title = say(`save_${ending}`);
  button.setAttribute("aria-label", say(`save_${ending}`));
  button.addEventListener("click", go);
  out.append(button);
}
window.addEventListener("beforeprint", () => byId("paper").replaceChildren(paper()));
window.addEventListener("afterprint", () => byId("paper").replaceChildren());
