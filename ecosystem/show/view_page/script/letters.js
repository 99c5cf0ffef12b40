/* Letters on the canvas, as wide as Python thought. The same formulas as in Python. */
const growth = (scale) => Math.max(1, scale ** 0.6);
const sign = (step) => (step > 0) - (step < 0);
/* Labels were placed for the widths of Arial; where only a wider letter is at hand, it is made smaller. */
const family = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const narrower = (() => {
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = `100px ${family}`;
  return Math.min(1, data.sample[1] / ctx.measureText(data.sample[0]).width);
})();
const font = (size, bold) => `${bold ? "bold " : ""}${size * narrower}px ${family}`;

const write = (ctx, text, x, y, colour, halo) => {
  ctx.lineJoin = "round"; ctx.strokeStyle = "#fff"; ctx.lineWidth = halo;
  ctx.strokeText(text, x, y); ctx.fillStyle = colour; ctx.fillText(text, x, y);
};
const label = (ctx, node, unit, whole) => {
  const [ux, uy] = node.place;
  const bold = node.kind === "need" || whole === "bold";
  const size = data.font * unit, line = data.line * unit;
  ctx.font = font(size, bold); ctx.textBaseline = "middle";
  ctx.textAlign = ux > 0 ? "left" : ux < 0 ? "right" : "center"; ctx.direction = "ltr";
  const reach = node.radius + data.gap;
  const top = node.y + uy * reach - (node.lines.length * line * (1 - sign(uy))) / 2;
  node.lines.forEach((text, row) =>
    write(ctx, text, node.x + ux * reach, top + (row + 0.5) * line, node.kind === "need" ? "#b84e00" : "#1d2329", 3.2 * unit));
};
const box = (ctx, node, unit) => {
  const [ux, uy] = node.place, reach = node.radius + data.gap, line = data.line * unit;
  ctx.font = font(data.font * unit, node.kind === "need");
  const wide = Math.max(...node.lines.map((text) => ctx.measureText(text).width)), high = node.lines.length * line;
  const left = node.x + ux * reach - (wide * (1 - sign(ux))) / 2, top = node.y + uy * reach - (high * (1 - sign(uy))) / 2;
  return [left, top, left + wide, top + high];
};
const around = (node) => [node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius];
const meet = (one, two) => one[0] < two[2] && one[2] > two[0] && one[1] < two[3] && one[3] > two[1];
