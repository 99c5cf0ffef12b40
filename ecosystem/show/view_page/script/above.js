/* Drawn above the network: names, numbers of findings, marks on ties. */
const badge = (ctx, mark, text, unit) => {
  if (mark.node !== null && nodes[mark.node].kind === "need") {
    ctx.font = font(11.5 * unit, true); ctx.textAlign = "center"; ctx.textBaseline = "middle";
    ctx.fillStyle = "#b84e00"; ctx.fillText(text, mark.x, mark.y + 0.5 * unit);
    return;
  }
  const size = 18 * unit;
  ctx.font = font(11 * unit, true);
  const wide = Math.max(size, ctx.measureText(text).width + 9 * unit);
  const x = mark.x + mark.place[0] * mark.radius + (wide * sign(mark.place[0])) / 2;
  const y = mark.y + mark.place[1] * mark.radius + (size * sign(mark.place[1])) / 2;
  const look = families[mark.family];
  ctx.beginPath(); ctx.roundRect(x - wide / 2, y - size / 2, wide, size, size / 2);
  ctx.lineWidth = (look.ground === "#ffffff" ? 1.5 : 3) * unit;
  ctx.strokeStyle = look.ground === "#ffffff" ? look.ink : "#fff";
  ctx.stroke(); ctx.fillStyle = look.ground; ctx.fill();
  ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.fillStyle = look.ink;
  ctx.fillText(text, x, y + 0.5 * unit);
};
network.on("afterDrawing", (ctx) => {
  if (!sight) return;
  const scale = network.getScale(), unit = growth(scale) / scale;
  const { hidden, bright, focus, tieShown } = sight;
  ties.forEach((tie, at) => {
    if (!barred(at, focus) || !tieShown[at] || (bright && !focus.has(at))) return;
    ctx.save(); ctx.translate(tie.bar[0], tie.bar[1]); ctx.rotate(tie.bar[2]);
    for (const [colour, wide] of [["#fff", 4.5], ["#1d2329", 1.8]]) {
      ctx.strokeStyle = colour; ctx.lineWidth = wide;
      for (const side of [-2.6, 2.6]) { ctx.beginPath(); ctx.moveTo(side, -6); ctx.lineTo(side, 6); ctx.stroke(); }
    }
    ctx.restore();
  });
  ctx.textAlign = "center"; ctx.textBaseline = "middle";
  for (const [text, x, y, zoom] of captions) if (zoom <= scale + 1e-9) {
    ctx.font = font(10.5 * unit); write(ctx, text, x, y, "#5b6670", 5 * unit);
  }
  const inside = Math.min(1, scale) / scale;
  ctx.font = font((data.residents ? 19 : 12) * Math.max(inside, 0.9), true);
  write(ctx, data.residents || say("residents"), 0, data.residents ? -6 : 0, "#1d2329", 0.01);
  if (data.residents) { ctx.font = font(11); write(ctx, say("residents"), 0, 13, "#5b6670", 0.01); }
  const over = state.over === null ? [] : [state.over];
  const named = nodes.map((_, at) => at).filter((at) => !hidden[at] && !over.includes(at) && at !== state.node && (!bright || bright.has(at)));
  const fits = named.filter((at) => nodes[at].place[2] <= scale + 1e-9);
  fits.forEach((at) => label(ctx, nodes[at], unit));
  /* Among few there is room for more names than on the whole map. */
  if (bright) {
    const taken = [...fits.map((at) => box(ctx, nodes[at], unit)), ...[...bright].map((at) => around(nodes[at]))];
    for (const at of named) {
      const here = box(ctx, nodes[at], unit), own = around(nodes[at]);
      if (fits.includes(at) || taken.some((other) => String(other) !== String(own) && meet(here, other))) continue;
      label(ctx, nodes[at], unit);
      taken.push(here);
    }
  }
  for (const at of [state.node, ...over]) if (at !== null && !hidden[at]) {
    const node = nodes[at];
    ctx.beginPath(); ctx.arc(node.x, node.y, node.radius + 4, 0, 2 * Math.PI);
    ctx.lineWidth = 2 * unit; ctx.strokeStyle = "#1d2329"; ctx.stroke();
    label(ctx, node, unit, "bold");
  }
  for (const mark of marks) {
    const here = mark.node === null ? tieShown[mark.tie] : !hidden[mark.node];
    const chosen = state.finding !== null && mark.numbers.includes(state.finding);
    const others = bright && !chosen && !(mark.node === null ? focus.has(mark.tie) : mark.node === state.node);
    if (!here || others) continue;
    if (chosen) badge(ctx, mark, String(state.finding), unit);
    else if ((mark.numbers[0] <= data.few || state.only) && mark.place[2] <= scale + 1e-9)
      badge(ctx, mark, mark.numbers[0] + (mark.numbers.length > 1 ? "+" : ""), unit);
  }
});
