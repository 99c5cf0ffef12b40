/* The panel: the list of findings, or the facts of one. So many stand beside the map on paper; more than so many stand close together. */
const SIDE = 4, CLOSE = 24;
const panel = byId("panel");
const numbered = (finding) => make("span", String(finding.label ?? finding.number), `badge ${finding.family}`);
const entry = (finding) => {
  const item = make("li");
  const button = make("button", undefined, "found");
  button.type = "button";
  if (state.finding === finding.number) { button.classList.add("on"); button.setAttribute("aria-current", "true"); }
  const text = finding.move ? moveText(finding) : make("div");
  if (!finding.move) text.append(make("strong", finding.title));
  if (!finding.move && finding.because) text.append(make("p", finding.because));
  if (finding.question) text.append(make("p", finding.question, "ask"));
  button.append(numbered(finding), text);
  button.addEventListener("click", () => choose({ finding: state.finding === finding.number ? null : finding.number }));
  item.append(button);
  return item;
};
const list = () => {
  if (later()) { moveList(); return; }
  panel.append(make("h2", findings.length ? say("to_discuss") : say("how")));
  if (!findings.length) { panel.append(make("p", say("no_findings"), "quiet")); return; }
  const some = findings.filter(fits);
  if (some.length < findings.length) panel.append(make("p", say("fewer", { some: number(some.length), all: number(findings.length) }), "quiet"));
  else if (findings.length > data.few) panel.append(make("p", say("more", { few: data.few, all: findings.length }), "quiet"));
  const all = make("ul");
  all.append(...some.map(entry));
  panel.append(all);
};
const link = (at, more) => {
  const item = make("li");
  const button = make("button", nodes[at].label, "link");
  button.type = "button";
  button.addEventListener("click", () => choose({ node: at }));
  item.append(button);
  if (more) item.append(make("span", ` · ${more}`, "quiet"));
  return item;
};
const section = (title, items, none, shape = "plain") => {
  if (!items.length && !none) return;
  panel.append(make("h3", title));
  if (!items.length) { panel.append(make("p", none, "quiet")); return; }
  const all = make("ul", undefined, shape);
  all.append(...items);
  panel.append(all);
};

const able = (need) => {
  const item = make("li", data.needs[need]);
  if (data.counts[need]) item.append(make("span", ` · ${say("count_residents", { residents: headcount(data.counts[need]) })}`, "quiet"));
  return item;
};
const flagged = (at) => {
  for (const [words, some] of [["in_moves", touching[at].filter((one) => one.move)], ["in_findings", touching[at].filter((one) => !one.move)]]) {
    if (!some.length) continue;
    panel.append(make("h3", say(words)));
    const all = make("ul");
    all.append(...some.map(entry));
    panel.append(all);
  }
};
const facts = (at) => {
  const node = nodes[at];
  const back = make("button", `← ${say(later() ? "back_moves" : "back")}`, "link");
  back.type = "button";
  back.addEventListener("click", () => choose({}));
  panel.append(back);
  const title = make("h2", undefined, "title");
  const [shape, colour] = node.kind === "actor" ? [looks[node.layer][0], paint(at).background] : ["ring", node.kind === "need" ? "#d55e00" : "#5b6670"];
  title.tabIndex = -1;
  title.append(svg(shape, colour), make("span", node.label));
  panel.append(title, make("p", [kindOf(node), node.profession, node.organisation].filter(Boolean).join(" · "), "quiet"));
  if (node.kind === "actor") {
    panel.append(make("p", `${say("available")}: ${node.hours === undefined ? say("hours_unknown") : say("hours_week", { hours: number(node.hours) })}`, "quiet"));
    if (node.helps) panel.append(make("p", `${say("helps")}: ${headcount(node.helps)}`, "quiet"));
    moveFacts(node);
    section(say("can_meet"), node.able.filter((need) => state.when !== "after" || !(node.goes ?? []).includes(data.needs[need])).map((need) => able(need)), say("can_nothing"), "row");
    flagged(at);
    const with_ = tiesOf[at].filter((tie) => !ties[tie].found && standing(ties[tie]))
      .map((tie) => [ties[tie].a === at ? ties[tie].b : ties[tie].a, ties[tie]])
      .sort((one, two) => nodes[one[0]].label.localeCompare(nodes[two[0]].label, data.lang));
    section(say("works_with"), with_.map(([other, tie]) => link(other, [say(`relation_${tie.relation}`),
      tie.hours === undefined ? null : say("hours_month", { hours: number(tie.hours) }), ...tie.needs.map((need) => data.needs[need]),
      apart(tie.both) ? say("both", { residents: number(Number(tie.both)) }) : null,
      later() && tie.change ? say(tie.change) : null, (tie.ways ?? []).includes("push") ? say("way_push") : null].filter(Boolean).join(", "))), say("works_alone"));
    section(say("sits_in"), node.meetings.map((name) => make("li", name)), null, "row");
  } else if (node.kind === "need") {
    if (node.residents) panel.append(make("p", say("count_residents", { residents: headcount(node.residents) })));
    section(say("who_can"), node.members.map((member) => link(member, nodes[member].hours === undefined ? say("hours_unknown") : say("hours_week", { hours: number(nodes[member].hours) }))), say("nobody"));
  } else {
    section(say("members"), node.members.map((member) => link(member)));
  }
  if (node.kind !== "actor") flagged(at);
};
const choose = ({ node = null, finding = null }) => {
  if (finding !== null && !live(found.get(finding))) turn(later() ? "now" : "difference");
  state.node = node; state.finding = finding;
  const top = finding !== null && panel.dataset.list === "yes" ? panel.scrollTop : 0;
  const held = panel.contains(document.activeElement);
  panel.replaceChildren();
  if (node === null) { list(); panel.dataset.list = "yes"; } else { facts(node); panel.dataset.list = "no"; }
  const count = panel.querySelectorAll(".found").length;
  panel.classList.toggle("many", count > SIDE);
  panel.classList.toggle("most", count > CLOSE);
  panel.scrollTop = top;
  const here = panel.querySelector(".found.on");
  if (here) here.scrollIntoView({ block: "nearest" });
  if (held) (here ?? panel.querySelector(".title") ?? panel).focus();
  byId("said").textContent = node !== null ? `${nodes[node].label}, ${kindOf(nodes[node])}` : finding !== null ? found.get(finding).title : "";
  refresh();
};
