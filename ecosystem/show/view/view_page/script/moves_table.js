/* The moves as a table, below that of who helps. */
const moveRows = (facts) => {
  if (!moves.length) return;
  const table = make("table"), body = make("tbody");
  const cells = moves.map((move) => [String(move.label), move.title, move.because ?? "", move.saves.join(", "), move.asked ?? "", move.risk ?? "", move.undo ?? ""]);
  const heads = ["number", "move", "because", "saves", "asked_by", "risk", "undo"].map((name) => say(`column_${name}`));
  const row = (texts, tag) => { const all = make("tr"); all.append(...texts.map((text) => make(tag, text))); return all; };
  const head = make("thead"), caption = make("caption", say("moves_to_discuss"));
  head.append(row(heads, "th"));
  for (const cell of head.querySelectorAll("th")) cell.scope = "col";
  body.append(...cells.map((texts) => row(texts, "td")));
  table.append(caption, head, body);
  facts.append(table);
};
