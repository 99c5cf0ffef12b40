/* The words of the head and of the buttons. */
byId("name").textContent = data.name;
byId("counts").textContent = [`${number(actors.length)} ${say("actors")}`, `${number(ties.filter((tie) => !tie.found).length)} ${say("ties")}`, `${number(findings.length)} ${say("findings")}`].join(" · ");
byId("level").textContent = say(data.level);
byId("level").className = data.level;
byId("search").placeholder = say("search");
byId("search").setAttribute("aria-label", say("search_name"));
byId("only").textContent = say("only_findings");
byId("only").hidden = findings.length === 0;
byId("fit").textContent = say("fit");
for (const id of ["nearer", "further"]) { byId(id).setAttribute("aria-label", say(id)); byId(id).title = say(id); }
map.setAttribute("aria-label", say("map", { name: data.name }));
