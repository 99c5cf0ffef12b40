/* The keyboard: into the graph, along ties, to the panel and back. */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const focused = () => (map.matches(":focus-visible") && state.at !== null && !sight.hidden[state.at] ? state.at : null);
const beside = (at) => new Set([
  ...tiesOf[at].filter((tie) => sight.tieShown[tie]).map((tie) => (ties[tie].a === at ? ties[tie].b : ties[tie].a)),
  ...(nodes[at].members ?? []), ...[...nodes.keys()].filter((other) => nodes[other].members?.includes(at)),
]);
/* Whom an arrow leads to: the nearest tied one that way, or else the nearest of all that way. */
const ahead = (from, [ux, uy]) => {
  const near = beside(from);
  let best = null, least = Infinity;
  nodes.forEach((node, at) => {
    const dx = node.x - nodes[from].x, dy = node.y - nodes[from].y;
    const far = Math.hypot(dx, dy), along = (dx * ux + dy * uy) / far;
    if (at === from || sight.hidden[at] || !(along > 0.5)) return;
    const cost = far / along ** 2 + (near.has(at) ? 0 : 1e6);
    if (cost < least) { least = cost; best = at; }
  });
  return best;
};
const described = (at) => {
  const known = tiesOf[at].filter((tie) => sight.tieShown[tie] && !ties[tie].found).length;
  return [nodes[at].label, kindOf(nodes[at]), nodes[at].organisation,
    nodes[at].kind === "actor" ? say("said_ties", { count: number(known) }) : null,
    touching[at].some(live) ? `${say(later() ? "in_moves" : "in_findings")} ${touching[at].filter(live).map((one) => one.label ?? one.number).join(", ")}` : null,
  ].filter(Boolean).join(", ");
};
const step = (at) => {
  if (at === null) return;
  state.at = at;
  const dom = network.canvasToDOM(nodes[at]);
  const outside = dom.x < 20 || dom.y < 20 || dom.x > map.clientWidth - 20 || dom.y > map.clientHeight - 20;
  if (outside) { moved = true; network.moveTo({ position: { x: nodes[at].x, y: nodes[at].y }, animation: false }); }
  byId("said").textContent = described(at);
  network.redraw();
};
/* Where one comes in: at what is open, else at the first finding, else at who has most ties. */
const entrance = () => {
  const there = [...nodes.keys()].filter((at) => !sight.hidden[at]);
  const first = (at) => findingsOf[at][0]?.number ?? Infinity;
  return there.sort((one, two) => first(one) - first(two) || tiesOf[two].length - tiesOf[one].length || one - two)[0] ?? null;
};
map.addEventListener("focus", () => {
  if (!map.matches(":focus-visible")) return;
  const old = state.node ?? state.at;
  step(old !== null && !sight.hidden[old] ? old : entrance());
});
map.addEventListener("blur", () => network.redraw());
map.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const todo = {
    Enter: () => { if (state.at !== null) { choose({ node: state.at }); panel.querySelector(".title").focus(); } },
    Home: () => step(entrance()), "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: fit,
  };
  todo[" "] = todo.Enter;
  if (event.key in ARROWS) step(state.at === null ? entrance() : ahead(state.at, ARROWS[event.key]));
  else if (event.key in todo) todo[event.key]();
  else return;
  event.preventDefault();
});
/* Escape goes back one step: the suggestions, what was typed, what is open. */
document.addEventListener("keydown", (event) => {
  const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); seeker.focus(); seeker.select(); }
  if (event.key !== "Escape") return;
  if (!hits.hidden) { offer([]); return; }
  const inside = panel.contains(document.activeElement);
  forget();
  choose({});
  if (inside) map.focus({ focusVisible: true });
});
