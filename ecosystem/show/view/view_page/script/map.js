/* The network as vis-network draws it: no physics, no labels, places from Python. */
const dataset = new vis.DataSet(rows(data.vis.nodes));
const lines = new vis.DataSet(rows(data.vis.edges).map((edge, at) => ({
  ...edge, color: { color: ties[at].color, opacity: 1, inherit: false }, smooth: { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) },
})));
const map = byId("map");
const network = new vis.Network(map, { nodes: dataset, edges: lines }, {
  physics: false,
  layout: { randomSeed: 1, improvedLayout: false },
  nodes: { chosen: false, borderWidth: 1.5, font: { size: 0 } },
  edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, font: { size: 0 }, smooth: { enabled: true } },
  interaction: { hover: true, dragNodes: false, selectable: true, multiselect: false,
                 selectConnectedEdges: false, hoverConnectedEdges: false, tooltipDelay: 1e9,
                 keyboard: false, zoomSpeed: 0.6 },
});
const canvas = map.querySelector("canvas");
canvas.setAttribute("role", "img");
canvas.setAttribute("aria-label", say("map", { name: data.name }));
map.querySelector(".vis-network").removeAttribute("tabindex"); /* one stop for the keyboard: the map itself */
