/* Drawn below the network: rings, and lines to those who sit in what is chosen. */
network.on("beforeDrawing", (ctx) => {
  ctx.lineWidth = 1 / network.getScale();
  ctx.strokeStyle = "#dfe4e8";
  if (!loosened) for (const ring of rings) {
    ctx.beginPath(); ctx.ellipse(0, 0, ring.across, ring.down, 0, 0, 2 * Math.PI); ctx.stroke();
  }
  const finding = state.finding === null ? null : found.get(state.finding);
  const kind = later() ? null : groups.get(state.filter.kind);
  const open = finding ? finding.nodes : state.node !== null ? [state.node] : kind ? kind.some.flatMap((one) => one.nodes) : [];
  ctx.setLineDash([2, 3]); ctx.strokeStyle = "#5b6670";
  for (const at of open) for (const member of nodes[at].members ?? []) {
    ctx.beginPath(); ctx.moveTo(nodes[at].x, nodes[at].y); ctx.lineTo(nodes[member].x, nodes[member].y); ctx.stroke();
  }
  ctx.setLineDash([]);
});
