/* The words of the head, the bar and the buttons. */
const lines_ = ties.filter((tie) => !tie.found && tie.change !== "comes").length;
const put = (words) => Object.entries(words).forEach(([id, text]) => { byId(id).textContent = text; });
put({
  name: data.name, level: say(data.level), only: say("only_findings"), changed: say("only_changes"),
  clear: say("clear"), fit: say("fit"), loosen: say("loosen"), keys: say("keys"),
  counts: [`${number(actors.length)} ${say("actors")}`, ...(changes.after ? [] : [`${number(lines_)} ${say("ties")}`]), `${number(findings.length)} ${say("findings")}`, ...(moves.length ? [`${number(moves.length)} ${say("moves")}`] : [])].join(" · "),
});
byId("level").className = data.level;
byId("search").placeholder = say("search");
for (const [id, text] of Object.entries({
  search: say("search_name"), hits: say("hits"), panel: say("details"), map: say("map", { name: data.name }),
  stage: say("map", { name: data.name }), legend: say("legend"), beneath: say("table"), nearer: say("nearer"), further: say("further"),
})) byId(id).setAttribute("aria-label", text);
for (const id of ["nearer", "further"]) byId(id).title = say(id);
byId("loosen").title = say("loosen_how");
byId("only").hidden = findings.length === 0;
byId("changed").hidden = ![...nodes, ...ties].some((one) => one.changed);
byId("clear").hidden = true;
