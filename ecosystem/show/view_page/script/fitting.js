/* Fitting, also when the frame was out of sight while it was made; zoom. */
let moved = false;
const fit = () => {
  const wide = map.clientWidth, high = map.clientHeight;
  if (!wide || !high) return;
  moved = false;
  network.moveTo({ position: { x: 0, y: 0 }, animation: false,
    scale: Math.min(wide / (frame[2] - frame[0]), high / (frame[3] - frame[1])) });
};
const settle = () => { if (!moved) fit(); };
new ResizeObserver(settle).observe(map);
new IntersectionObserver(settle).observe(map);
const least = () => 0.6 * Math.min(map.clientWidth / (frame[2] - frame[0]), map.clientHeight / (frame[3] - frame[1]));
network.on("zoom", () => {
  moved = true;
  if (network.getScale() < least()) network.moveTo({ scale: least(), animation: false });
});
/* In a notebook the wheel turns the notebook; with Ctrl, or the buttons, it zooms the map */
byId("stage").addEventListener("wheel", (event) => {
  if (window.self !== window.top && !event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
}, { capture: true, passive: true });
network.on("dragEnd", () => { moved = true; });
const zoom = (factor) => { moved = true; network.moveTo({ scale: Math.max(least(), network.getScale() * factor), animation: false }); };
