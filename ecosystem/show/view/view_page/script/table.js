/* The same facts for who does not see a canvas, and for who wants to copy them. */
const others = (at) => [...new Set(tiesOf[at].filter((tie) => !ties[tie].found && ties[tie].change !== "comes")
  .map((tie) => nodes[ties[tie].a === at ? ties[tie].b : ties[tie].a].label))];
const columns = ["actor", "layer", "profession", "organisation", "hours_a_week", ...(helping ? ["helps"] : []), "can_meet", "works_with", "sits_in", "in_findings",
  ...(moves.length ? ["in_moves"] : [])];
const numbersOf = (at, some) => touching[at].filter((one) => Boolean(one.move) === some).map((one) => one.label ?? one.number).join(", ");
const line = (node) => [node.label, kindOf(node), node.profession ?? "", node.organisation ?? "",
  node.hours === undefined ? "" : number(node.hours), ...(helping ? [node.helps ? headcount(node.helps) : ""] : []), node.able.map((need) => data.needs[need]).join(", "),
  others(node.id).join(", "), node.meetings.join(", "), numbersOf(node.id, false), ...(moves.length ? [numbersOf(node.id, true)] : [])];
{
  const facts = byId("facts");
  const row = (cells, tag) => {
    const all = make("tr");
    all.append(...cells.map((text) => make(tag, text)));
    return all;
  };
  facts.querySelector("summary").textContent = say("table");
  const head = row(columns.map((column) => say(column)), "th");
  for (const cell of head.children) cell.scope = "col";
  facts.querySelector("thead").append(head);
  facts.querySelector("tbody").append(...actors.map((node) => row(line(node), "td")));
  moveRows(facts);
}
