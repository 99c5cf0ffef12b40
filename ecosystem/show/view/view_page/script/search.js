/* Searching: names, needs and organisations that fit what was typed, as a list to choose from. */
const MOST = 8;
const targets = [
  ...nodes.map((node, at) => ({ text: node.label, kind: kindOf(node), go: () => choose({ node: at }) })).filter((_, at) => nodes[at].kind !== "need"),
  ...choices.need.map(([value, text]) => ({ text, kind: say("need"), go: () => {
    filter("need", value);
    const at = nodes.findIndex((node) => node.kind === "need" && node.need === Number(value));
    choose(at < 0 ? {} : { node: at });
  } })),
  ...["kind", "move_kind"].flatMap((name) => choices[name].map(([value, text]) => ({ text, kind: say(name), go: () => {
    if (later() !== (name === "move_kind")) turn(later() ? "now" : "difference");
    choose({});
    filter(name, value);
  } }))),
  ...choices.organisation.slice(0, -1).map(([value, text]) => ({ text, kind: say("organisation"), go: () => { choose({}); filter("organisation", value); } })),
].map((target) => ({ ...target, plain: folded(target.text) }));
const rank = (plain, query) => (plain.startsWith(query) ? 0 : plain.includes(` ${query}`) ? 1 : 2);
const suggestions = () => {
  const query = folded(state.query.trim());
  return !query ? [] : targets.filter((target) => target.plain.includes(query))
    .sort((one, two) => rank(one.plain, query) - rank(two.plain, query) || one.text.localeCompare(two.text, data.lang, { numeric: true }))
    .slice(0, MOST);
};

const seeker = byId("search"), hits = byId("hits");
let offered = [], pointed = -1;
const offer = (some) => {
  offered = some; pointed = -1;
  hits.replaceChildren(...some.map((target, at) => {
    const item = make("li", target.text);
    item.id = `hit_${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.append(make("span", ` · ${target.kind}`, "quiet"));
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(target); });
    return item;
  }));
  hits.hidden = !some.length;
  seeker.setAttribute("aria-expanded", String(some.length > 0));
  seeker.removeAttribute("aria-activedescendant");
};
const point = (at) => {
  pointed = (at + offered.length) % offered.length;
  [...hits.children].forEach((item, row) => item.setAttribute("aria-selected", String(row === pointed)));
  seeker.setAttribute("aria-activedescendant", `hit_${pointed}`);
  hits.children[pointed].scrollIntoView({ block: "nearest" });
};
const forget = () => { seeker.value = ""; state.query = ""; offer([]); };
const take = (target) => { forget(); target.go(); };
seeker.addEventListener("input", () => {
  state.query = seeker.value;
  choose({});
  offer(suggestions());
  if (state.query.trim() && !offered.length) byId("said").textContent = say("no_hits");
});
seeker.addEventListener("blur", () => offer([]));
seeker.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && !offered.length) offer(suggestions());
  if (step && offered.length) { event.preventDefault(); point(pointed < 0 && step < 0 ? -1 : pointed + step); }
  if (event.key === "Enter" && offered.length) { event.preventDefault(); take(offered[Math.max(pointed, 0)]); map.focus({ focusVisible: true }); }
});
