/* Fitting, also when the frame was out of sight while it was made; zoom. */
let moved = false;
/* What has to be seen: the frame of the map, or everybody when loosened, with room for names. */
const room = () => {
  if (!loosened) return frame;
  const x = nodes.map((node) => node.x), y = nodes.map((node) => node.y);
  return [Math.min(...x) - 70, Math.min(...y) - 30, Math.max(...x) + 70, Math.max(...y) + 30];
};
/* The room of the buttons, on the map; whether a name or a number lies there. */
const buttons = document.querySelector(".zoom");
const beneath = () => {
  const { x, y } = network.DOMtoCanvas({ x: buttons.offsetLeft, y: buttons.offsetTop }), scale = network.getScale();
  return [x, y, x + buttons.offsetWidth / scale, y + buttons.offsetHeight / scale];
};
const covered = () => sight && [...names(network.getScale()), ...plates(network.getScale())].some((one) => meet(one.box, beneath()));
const fit = () => {
  const wide = map.clientWidth, high = map.clientHeight;
  if (!wide || !high) return;
  moved = false;
  const [left, top, right, bottom] = room();
  /* The whole height, or else so much less that no name lies under the buttons. */
  for (const strip of [0, byId("stage").clientHeight - buttons.offsetTop + 2]) {
    const scale = Math.min(wide / (right - left), (high - strip) / (bottom - top));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + strip / 2 / scale }, animation: false, scale });
    if (!covered()) break;
  }
};
const settle = () => { if (!moved) fit(); };
new ResizeObserver(settle).observe(map);
new IntersectionObserver(settle).observe(map);
const least = () => 0.6 * Math.min(map.clientWidth / (frame[2] - frame[0]), map.clientHeight / (frame[3] - frame[1]));
network.on("zoom", () => {
  moved = true;
  if (network.getScale() < least()) network.moveTo({ scale: least(), animation: false });
});
/* In a notebook the wheel turns the notebook; with Ctrl, or the buttons, it zooms the map. */
byId("stage").addEventListener("wheel", (event) => {
  if (window.self !== window.top && !event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
}, { capture: true, passive: true });
network.on("dragEnd", () => { moved = true; });
const zoom = (factor) => { moved = true; network.moveTo({ scale: Math.max(least(), network.getScale() * factor), animation: false }); };
