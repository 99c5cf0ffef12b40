/* What a pointer does on the map. */
const markAt = (pointer) => {
  const { x, y } = network.DOMtoCanvas(pointer), scale = network.getScale(), reach = (10 * growth(scale)) / scale;
  return plates(scale).find((plate) => Math.hypot(x - plate.x, y - plate.y) < reach)?.mark;
};
network.on("click", ({ nodes: hit, edges, pointer }) => {
  const mark = markAt(pointer.DOM);
  if (mark) choose({ finding: mark.numbers.includes(state.finding) ? state.finding : mark.numbers[0] });
  else if (hit.length && hit[0] < nodes.length) { state.at = hit[0]; choose({ node: hit[0] }); }
  else if (edges.length && findingsOn[edges[0]]?.some(live)) choose({ finding: findingsOn[edges[0]].find(live).number });
  else choose({});
  network.unselectAll();
});
network.on("hoverNode", ({ node }) => { if (node < nodes.length) { state.over = node; map.style.cursor = "pointer"; network.redraw(); } });
network.on("blurNode", () => { state.over = null; map.style.cursor = ""; network.redraw(); });
byId("nearer").addEventListener("click", () => zoom(1.3));
byId("further").addEventListener("click", () => zoom(1 / 1.3));
byId("fit").addEventListener("click", fit);
