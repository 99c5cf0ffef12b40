/* Nearer and further: the frame of the drawing moves, names keep their size and come when they fit */
const [wide, high] = data.size;
const frame = { x: 0, y: 0, scale: 1 };
const unit = () => Math.min(map.clientWidth / wide, map.clientHeight / high) * frame.scale;
const show = () => {
  const across = wide / frame.scale, down = high / frame.scale;
  frame.x = Math.min(Math.max(frame.x, 0), wide - across);
  frame.y = Math.min(Math.max(frame.y, 0), high - down);
  map.setAttribute("viewBox", `${frame.x} ${frame.y} ${across} ${down}`);
  const pixel = unit();
  if (!pixel) return;
  letters.setAttribute("font-size", data.letter[0] / pixel);
  byId("hatch").setAttribute("patternTransform", `rotate(45) scale(${1 / pixel})`);
  texts.forEach((text, at) => text.toggleAttribute("display", false) || (data.fits[at] !== null && data.fits[at] <= pixel * 1.001 && !hidden(at) ? text.removeAttribute("display") : text.setAttribute("display", "none")));
  for (const [caption, room] of captions) caption.setAttribute("display", caption.textContent.length * data.letter[0] * 0.62 <= room * pixel ? "inline" : "none");
};
const zoom = (factor, x = frame.x + wide / frame.scale / 2, y = frame.y + high / frame.scale / 2) => {
  const scale = Math.min(40, Math.max(1, frame.scale * factor));
  const part = frame.scale / scale;
  frame.x = x - (x - frame.x) * part;
  frame.y = y - (y - frame.y) * part;
  frame.scale = scale;
  show();
};
const point = (event) => {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
  return [at.x, at.y];
};
/* What is walked to is brought into sight */
const near = (at) => {
  const across = wide / frame.scale, down = high / frame.scale;
  if (data.x[at] < frame.x || data.x[at] > frame.x + across || data.y[at] < frame.y || data.y[at] > frame.y + down) {
    frame.x = data.x[at] - across / 2;
    frame.y = data.y[at] - down / 2;
    show();
  }
};
byId("nearer").addEventListener("click", () => zoom(1.5));
byId("further").addEventListener("click", () => zoom(1 / 1.5));
byId("fit").addEventListener("click", () => zoom(1e-9));
/* In a notebook the wheel turns the notebook; with Ctrl, or the buttons, it zooms the map */
map.addEventListener("wheel", (event) => {
  if (window.self !== window.top && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, ...point(event));
}, { passive: false });
new ResizeObserver(show).observe(map);
