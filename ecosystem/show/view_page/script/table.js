/* The same facts for who does not see a canvas, and for who wants to copy them. */
byId("facts").querySelector("summary").textContent = say("table");
const head = byId("facts").querySelector("thead"), body = byId("facts").querySelector("tbody");
const columns = ["actor", "layer", "organisation", "can_meet", "works_with", "in_findings"];
const row = (cells, tag) => { const line = make("tr"); line.append(...cells.map((text) => make(tag, text))); return line; };
head.append(row(columns.map((column) => say(column)), "th"));
for (const node of actors) {
  const others = tiesOf[node.id].filter((tie) => !ties[tie].found).map((tie) => nodes[ties[tie].a === node.id ? ties[tie].b : ties[tie].a].label);
  body.append(row([node.label, kindOf(node), node.organisation ?? "", node.able.map((need) => data.needs[need]).join(", "),
    [...new Set(others)].join(", "), findingsOf[node.id].map((finding) => finding.number).join(", ")], "td"));
}
