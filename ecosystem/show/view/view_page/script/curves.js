/* Ties as the curves they are drawn as: the formula of vis-network, as Python has it too. */
const bends = data.vis.edges.bend;
const handle = (at) => {
  const a = nodes[ties[at].a], b = nodes[ties[at].b], turn = bends[at], round = Math.abs(turn);
  const angle = Math.atan2(a.y - b.y, b.x - a.x) + (turn * 0.5 + 0.5) * Math.PI;
  const reach = (round * 0.5 + 0.5) * Math.hypot(b.x - a.x, b.y - a.y);
  return [a.x + reach * Math.sin(angle), a.y + reach * Math.cos(angle)];
};
const along = (at, share) => {
  const a = nodes[ties[at].a], b = nodes[ties[at].b], [x, y] = handle(at), left = 1 - share;
  return [left * left * a.x + 2 * share * left * x + share * share * b.x,
    left * left * a.y + 2 * share * left * y + share * share * b.y];
};
/* Where and how the mark of a tie that no need carries stands. */
const BAR = 0.36;
const barOf = (at) => {
  const [x, y] = along(at, BAR), [ahead, down] = along(at, BAR + 0.02);
  return [x, y, Math.atan2(down - y, ahead - x)];
};
