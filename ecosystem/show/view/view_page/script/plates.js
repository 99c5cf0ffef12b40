/* The numbers of findings, beside a node or on a tie. */
const spotOf = (mark) => (mark.node !== null ? [nodes[mark.node].x, nodes[mark.node].y]
  : loosened ? along(mark.tie, 0.5) : [mark.x, mark.y]);
const plateOf = (mark, text, unit) => {
  const [x, y] = spotOf(mark), [ux, uy] = mark.place, high = 18 * unit;
  if (mark.node !== null && nodes[mark.node].kind === "need")
    return { mark, text, x, y, wide: 0, high: 0, size: 11.5 * unit, ink: "#b84e00", line: 0, box: [x, y, x, y] };
  const wide = Math.max(high, wideOf(text, 11 * unit, true) + 9 * unit);
  const cx = x + ux * mark.radius + (wide * lean(ux)) / 2, cy = y + uy * mark.radius + (high * lean(uy)) / 2;
  const { ground, ink } = families[mark.family], light = ground === "#ffffff";
  return { mark, text, x: cx, y: cy, wide, high, size: 11 * unit, ground, ink, edge: light ? ink : "#ffffff",
    line: (light ? 1.5 : 3) * unit, box: [cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2] };
};
/* Those that are seen at a zoom: of the first findings, or of the one that was chosen. */
const plates = (scale) => {
  const { hidden, bright, focus, tieShown } = sight, unit = growth(scale) / scale;
  return marks.flatMap((mark) => {
    if ((mark.numbers[0] < 0) !== later()) return [];
    const there = mark.node === null ? tieShown[mark.tie] : !hidden[mark.node];
    const chosen = state.finding !== null && mark.numbers.includes(state.finding);
    const dimmed = bright && !(mark.node === null ? focus.has(mark.tie) : mark.node === state.node);
    if (!there || (dimmed && !chosen)) return [];
    if (chosen) return [plateOf(mark, String(Math.abs(state.finding)), unit)];
    if (mark.aside) return [];
    const kind = state.filter[later() ? "move_kind" : "kind"];
    const [first, more] = mark.numbers.filter((one) => !kind || found.get(one).kind === kind);
    const fits = loosened || (kind && groups.get(kind).some.length <= data.few) || mark.place[2] <= scale + 1e-9;
    if (!fits || first === undefined || (first > data.few && !state.filter.only && !kind)) return [];
    return [plateOf(mark, Math.abs(first) + (more === undefined ? "" : "+"), unit)];
  });
};
