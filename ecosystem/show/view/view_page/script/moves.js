/* Moves are chosen as findings are, under their number below zero, so that both can be told apart. */
const { changes } = data;
const moves = changes.moves.map((move) => ({ ...move, move: true, label: move.number, number: -move.number }));
for (const [kind, colour] of Object.entries(changes.kinds)) families[kind] = { ground: colour, ink: "#ffffff" };
for (const [at, change] of Object.entries(changes.nodes)) Object.assign(nodes[at], change);
for (const [at, change] of Object.entries(changes.ties)) Object.assign(ties[at], change);
const made = (move) => move.instead === null;
for (const move of moves) {
  found.set(move.number, move);
  move.nodes.forEach((at) => findingsOf[at].push(move));
  move.ties.forEach((at) => findingsOn[at].push(move));
}
/* What touches each: findings that name it, and moves that name it, its need, or who sits with it. */
const touching = nodes.map((_, at) => [...findingsOf[at].filter((one) => !one.move), ...moves.filter((move) => move.touched.includes(at))]);
/* The number of the first move each is named for: who is named first in it comes before others. */
const turnOf = nodes.map((node, at) => Math.min(...findingsOf[at].filter((one) => one.move && made(one))
  .map((one) => one.label + (one.nodes[0] === at ? 0 : 100 * Math.max(1, one.nodes.length - 3))), node.comes || node.goes ? 50 : node.uncovered || node.filled ? 0 : Infinity));
/* What changes: what goes or comes, who does more or less, and both ends of a line of a move. */
ties.forEach((tie, at) => {
  tie.changed = Boolean(tie.change) || findingsOn[at].some((one) => one.move && made(one));
  if (tie.changed) nodes[tie.a].changed = nodes[tie.b].changed = true;
});
for (const node of nodes)
  node.changed ||= Boolean(node.change || node.comes || node.goes || node.joins || node.leaves || node.filled || node.emptied);
