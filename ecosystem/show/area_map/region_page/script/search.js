/* Search by name or code: hits while one types, arrows choose, Enter goes there */
const search = byId("search"), hits = byId("hits");
const sought = codes.map((code, at) => folded(`${names[at]}\n${code}\n${parents[at] ?? ""}`));
let chosen = -1, found = [];
const close = () => { hits.hidden = true; chosen = -1; search.setAttribute("aria-expanded", "false"); search.removeAttribute("aria-activedescendant"); };
const go = (at) => {
  search.value = "";
  close();
  state.off.delete(stepOf(at));
  paint(); explain();
  walk(at);
};
const choose = (row) => {
  chosen = row;
  [...hits.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === row)));
  if (row < 0) search.removeAttribute("aria-activedescendant");
  else search.setAttribute("aria-activedescendant", `hit${row}`);
};
search.addEventListener("input", () => {
  const query = folded(search.value.trim());
  if (!query) { close(); return; }
  const rank_of = (at) => { const where = sought[at].indexOf(query); return where < 0 ? Infinity : where === 0 ? 0 : 1; };
  found = codes.map((_, at) => at).filter((at) => rank_of(at) < Infinity)
    .sort((a, b) => rank_of(a) - rank_of(b) || names[a].localeCompare(names[b], data.lang)).slice(0, 8);
  hits.replaceChildren(...found.map((at, row) => {
    const item = make("li", names[at]);
    item.id = `hit${row}`;
    item.setAttribute("role", "option");
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); go(at); });
    return item;
  }));
  if (!found.length) { const none = make("li", say("region_none"), "quiet"); none.setAttribute("role", "option"); none.setAttribute("aria-disabled", "true"); hits.append(none); }
  hits.hidden = false;
  search.setAttribute("aria-expanded", "true");
  choose(found.length ? 0 : -1);
});
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (found.length && !hits.hidden) choose((chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
  } else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); go(found[chosen]); }
});
search.addEventListener("blur", close);
document.addEventListener("keydown", (event) => {
  const writes = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === "/" && !writes) { event.preventDefault(); search.focus(); }
  if (event.key === "Escape") { search.value = ""; close(); over(null); }
});
