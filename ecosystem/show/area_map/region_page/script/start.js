/* Words, and the first sight */
byId("name").textContent = several("region", codes.length);
byId("note").textContent = data.kind === "outlines" ? "" : say(`region_${data.kind}`);
byId("by").textContent = say("region_colour");
byId("level").textContent = say(data.level);
byId("level").className = data.level;
byId("steps").textContent = say("region_steps");
search.placeholder = say("region_search");
search.setAttribute("aria-label", say("region_search_name"));
hits.setAttribute("aria-label", say("region_search_name"));
byId("fit").textContent = say("fit");
for (const id of ["nearer", "further"]) { byId(id).setAttribute("aria-label", say(id)); byId(id).title = say(id); }
const select = byId("measure");
measures.forEach((one, at) => { const option = make("option", one.label); option.value = at; select.append(option); });
const differs = measures.findIndex((one) => one.bounds.length > 1);
state.measure = Math.max(0, differs);
select.value = state.measure;
select.addEventListener("change", () => {
  state.measure = Number(select.value);
  state.off.clear();
  paint(); explain(); show(); tell(); rank();
  byId("said").textContent = `${measures[state.measure].label}. ${byId("middle").textContent}`;
});
if (shapes.length) shapes[0].setAttribute("tabindex", "0");
paint(); explain(); tell(); rank(); show();
requestAnimationFrame(() => { document.documentElement.dataset.drawn = String(Math.round(performance.now())); });
