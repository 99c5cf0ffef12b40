/* Drawn above the network: marks on ties, names, the residents, rings round who is held, numbers. */
const drawBar = (ctx, at) => {
  const [x, y, angle] = barOf(at);
  ctx.save(); ctx.translate(x, y); ctx.rotate(angle);
  for (const [colour, wide] of [["#fff", 4.5], ["#1d2329", 1.8]]) {
    ctx.strokeStyle = colour; ctx.lineWidth = wide;
    for (const side of [-2.6, 2.6]) { ctx.beginPath(); ctx.moveTo(side, -6); ctx.lineTo(side, 6); ctx.stroke(); }
  }
  ctx.restore();
};
const drawName = (ctx, name, unit) => {
  ctx.font = font(name.size, name.bold);
  ctx.textBaseline = "middle"; ctx.direction = "ltr";
  ctx.textAlign = ["right", "center", "left"][name.side + 1];
  name.lines.forEach((text, row) => {
    if (name.inks[row]) ctx.font = font(name.size * 0.94, true);
    write(ctx, text, name.x, name.top + (row + 0.5) * name.line, name.inks[row] ?? name.colour, 3.2 * unit);
  });
};
const drawPlate = (ctx, plate, unit) => {
  ctx.font = font(plate.size, true);
  ctx.textAlign = "center"; ctx.textBaseline = "middle";
  if (plate.wide) {
    ctx.beginPath(); ctx.roundRect(plate.box[0], plate.box[1], plate.wide, plate.high, plate.high / 2);
    ctx.lineWidth = plate.line; ctx.strokeStyle = plate.edge; ctx.stroke();
    ctx.fillStyle = plate.ground; ctx.fill();
  }
  ctx.fillStyle = plate.ink; ctx.fillText(plate.text, plate.x, plate.y + 0.5 * unit);
};
const drawResidents = (ctx, scale) => {
  const inside = Math.max(Math.min(1, scale) / scale, 0.9);
  ctx.textAlign = "center"; ctx.textBaseline = "middle";
  ctx.font = font((data.residents ? 19 : 12) * inside, true);
  write(ctx, data.residents || say("residents"), 0, data.residents ? -6 : 0, "#1d2329", 0.01);
  if (data.residents) { ctx.font = font(11); write(ctx, say("residents"), 0, 13, "#5b6670", 0.01); }
};
network.on("afterDrawing", (ctx) => {
  if (!sight) return;
  const scale = network.getScale(), unit = growth(scale) / scale, { bright, focus, tieShown } = sight;
  ties.forEach((tie, at) => { if (barred(at, focus) && tieShown[at] && (!bright || focus.has(at))) drawBar(ctx, at); });
  ctx.textAlign = "center"; ctx.textBaseline = "middle";
  if (!loosened) for (const caption of captions) {
    const [text, x, y, zoom] = caption, box = captionBox(caption, unit);
    if (zoom > scale + 1e-9 || (later() && [...names(scale), ...plates(scale)].some((one) => meet(one.box, box)))) continue;
    ctx.font = font(10.5 * unit); write(ctx, text, x, y, "#5b6670", 5 * unit);
  }
  if (!loosened) drawResidents(ctx, scale);
  const here = focused();
  for (const at of held()) {
    ctx.beginPath(); ctx.arc(nodes[at].x, nodes[at].y, nodes[at].radius + 4, 0, 2 * Math.PI);
    ctx.lineWidth = (at === here ? 3.5 : 2) * unit; ctx.strokeStyle = at === here ? "#0072b2" : "#1d2329"; ctx.stroke();
  }
  for (const name of names(scale)) drawName(ctx, name, unit);
  for (const plate of plates(scale)) drawPlate(ctx, plate, unit);
});
