/* What a pointer does on the map. */
const markAt = (pointer) => {
  const unit = growth(network.getScale()) / network.getScale();
  const at = network.DOMtoCanvas(pointer);
  return marks.find((mark) => {
    const x = mark.x + mark.place[0] * mark.radius + 9 * unit * sign(mark.place[0]);
    const y = mark.y + mark.place[1] * mark.radius + 9 * unit * sign(mark.place[1]);
    const seen = mark.numbers[0] <= data.few && mark.place[2] <= network.getScale() && (mark.node === null ? sight.tieShown[mark.tie] : !sight.hidden[mark.node]);
    return seen && Math.hypot(at.x - x, at.y - y) < 10 * unit;
  });
};
network.on("click", ({ nodes: hit, edges, pointer }) => {
  const mark = markAt(pointer.DOM);
  if (mark) choose({ finding: mark.numbers[0] });
  else if (hit.length && hit[0] < nodes.length) choose({ node: hit[0] });
  else if (edges.length && findingsOn[edges[0]]?.length) choose({ finding: findingsOn[edges[0]][0].number });
  else choose({});
  network.unselectAll();
});
network.on("hoverNode", ({ node }) => { if (node < nodes.length) { state.over = node; map.style.cursor = "pointer"; network.redraw(); } });
network.on("blurNode", () => { state.over = null; map.style.cursor = ""; network.redraw(); });
byId("nearer").addEventListener("click", () => zoom(1.3));
byId("further").addEventListener("click", () => zoom(1 / 1.3));
byId("fit").addEventListener("click", fit);
byId("only").addEventListener("click", (event) => {
  state.only = !state.only;
  event.currentTarget.setAttribute("aria-pressed", String(state.only));
  refresh();
});
