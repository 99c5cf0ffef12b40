/* The moves in the panel: what, why, what it saves, what it risks, how to undo it, and who asked. */
const moveText = (move) => {
  const text = make("div");
  text.append(make("strong", move.title));
  if (move.because) text.append(make("p", move.because));
  const sums = [...move.saves, move.instead === null ? null : say("instead", { number: move.instead })].filter(Boolean);
  if (sums.length) text.append(make("p", sums.join(" · "), "size"));
  if (move.risk) text.append(make("p", move.risk, "risk"));
  if (state.finding === move.number) {
    if (move.undo) text.append(make("p", move.undo));
    if (move.asked) text.append(make("p", `${say("asked_by")}: ${move.asked}`));
  }
  return text;
};
const moveList = () => {
  panel.append(make("h2", say("moves_to_discuss")));
  panel.append(make("p", say(moves.length ? "moves_together" : "no_moves"), "quiet"));
  const some = moves.filter(fits), all = make("ul");
  if (some.length < moves.length) panel.append(make("p", say("fewer", { some: number(some.length), all: number(moves.length) }), "quiet"));
  all.append(...some.map(entry));
  panel.append(all);
};
/* What changes for somebody, above what they do. */
const moveFacts = (node) => {
  if (!later()) return;
  for (const [name, words] of [["comes", "learns"], ["goes", "stops"], ["joins", "joins"], ["leaves", "leaves"]])
    section(say(words), (node[name] ?? []).map((text) => make("li", text)), null, `row ${name}`);
};
