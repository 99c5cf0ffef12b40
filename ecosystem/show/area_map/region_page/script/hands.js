/* Pointer and keys: one shape at a time is in the order of Tab */
const over = (at) => { state.over = at; ring.classList.remove("keys"); tell(); point_out(at); };
const stand = (at, keys) => {
  if (state.at !== null) shapes[state.at].setAttribute("tabindex", "-1");
  state.at = at; state.over = null;
  shapes[at].setAttribute("tabindex", "0");
  near(at);
  tell();
  point_out(at);
  ring.classList.toggle("keys", Boolean(keys));
};
const walk = (at) => { near(at); shapes[at].focus({ preventScroll: true }); };
const of = (event) => { const shape = event.target.closest("[data-at]"); return shape ? Number(shape.dataset.at) : null; };
let drag = null, dragged = false;
map.addEventListener("pointermove", (event) => {
  if (drag) {
    const [x, y] = point(event);
    if (Math.hypot(event.clientX - drag.px, event.clientY - drag.py) > 4) { dragged = true; map.classList.add("drags"); }
    if (dragged) { frame.x += drag.x - x; frame.y += drag.y - y; show(); }
    return;
  }
  const at = of(event);
  const here = at === null || hidden(at) ? null : at;
  if (here !== state.over) over(here);
});
map.addEventListener("pointerleave", () => { if (state.over !== null) over(null); });
map.addEventListener("pointerdown", (event) => {
  dragged = false;
  if (event.button === 0 && event.pointerType === "mouse" && frame.scale > 1) { const [x, y] = point(event); drag = { x, y, px: event.clientX, py: event.clientY }; }
});
window.addEventListener("pointerup", () => { drag = null; map.classList.remove("drags"); });
map.addEventListener("dragstart", (event) => event.preventDefault());
map.addEventListener("click", (event) => {
  const at = of(event);
  if (dragged || (at !== null && hidden(at))) { event.preventDefault(); return; }
  if (at !== null) stand(at);
});
byId("stage").addEventListener("focusin", (event) => { const at = of(event); if (at !== null) stand(at, shapes[at].matches(":focus-visible")); });
byId("stage").addEventListener("focusout", () => { ring.classList.remove("keys"); point_out(null); });

/* To the nearest in a direction: what lies aside counts double */
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const next = (at, [dx, dy]) => {
  let best = null, least = Infinity;
  codes.forEach((_, other) => {
    if (other === at || hidden(other)) return;
    const x = data.x[other] - data.x[at], y = data.y[other] - data.y[at];
    const ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
    if (ahead <= 0 || aside > 2 * ahead) return;
    const far = ahead + 2 * aside;
    if (far < least) { least = far; best = other; }
  });
  return best;
};
map.addEventListener("keydown", (event) => {
  const at = of(event);
  if (at === null) return;
  if (ways[event.key]) {
    event.preventDefault();
    const to = next(at, ways[event.key]);
    if (to !== null) walk(to);
  } else if (event.key === "+" || event.key === "=") zoom(1.5, data.x[at], data.y[at]);
  else if (event.key === "-") zoom(1 / 1.5, data.x[at], data.y[at]);
  else if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    const seen = codes.map((_, other) => other).filter((other) => !hidden(other));
    if (seen.length) walk(event.key === "Home" ? seen[0] : seen[seen.length - 1]);
  }
});
