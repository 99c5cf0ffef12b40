/* Filters: what must hold of a node, and of a tie, to be seen. One more is one more entry here. */
const about = (wanted) => ({
  wanted,
  node: (at, value) => (nodes[at].need === undefined ? nodes[at].able : [nodes[at].need]).some((need) => wanted(need, value)),
  tie: (at, value) => !ties[at].needs.length || ties[at].needs.some((need) => wanted(need, value)),
});
const always = () => true;
/* By kind of finding or of move: what those are about, and who sits in the meetings, or can meet the needs. */
const groups = new Map();
for (const one of found.values()) {
  if (!groups.has(one.kind)) groups.set(one.kind, { nodes: new Set(), ties: new Set(), some: [] });
  const group = groups.get(one.kind);
  group.some.push(one);
  for (const at of one.touched ?? one.nodes) for (const each of [at, ...(nodes[at].members ?? [])]) group.nodes.add(each);
  for (const at of one.ties) group.ties.add(at);
}
const byKind = { node: (at, value) => groups.get(value).nodes.has(at), tie: (at, value) => groups.get(value).ties.has(at) };
const filters = {
  kind: byKind,
  move_kind: byKind,
  theme: about((need, value) => data.theme_of[need] === Number(value)),
  need: about((need, value) => need === Number(value)),
  organisation: { node: (at, value) => nodes[at].kind === "actor" && (nodes[at].organisation ?? "") === value.slice(1), tie: always },
  way: {
    node: (at, value) => (nodes[at].ways ?? []).includes(value),
    tie: (at, value) => (ties[at].ways ?? []).includes(value),
  },
  only: { node: (at) => findingsOf[at].some(live), tie: (at) => findingsOn[at].some(live) },
  changed: { node: (at) => Boolean(nodes[at].changed), tie: (at) => Boolean(ties[at].changed) },
};
const filtering = () => Object.entries(state.filter).filter(([, value]) => value);
const passing = (kind) => {
  const chosen = filtering();
  return (at) => chosen.every(([name, value]) => filters[name][kind](at, value));
};
/* A finding stays when what it is about does: its needs, its ties, or else one it names. */
const fits = (finding) => filtering().every(([name, value]) => {
  const { wanted, node, tie } = filters[name];
  if (name.endsWith("kind")) return finding.kind === value;
  if (wanted && finding.needs.length) return finding.needs.some((need) => wanted(need, value));
  return finding.ties.length ? finding.ties.some((at) => tie(at, value)) : finding.nodes.some((at) => node(at, value));
});

const sorted = (pairs) => pairs.sort((one, two) => one[1].localeCompare(two[1], data.lang));
const counted = (kinds, each) => kinds.filter((kind) => nodes.some((node, at) => each(at, kind)));
/* The values one can choose of each, as [value, words]; those that nobody has are not offered. */
const kinds = (moves_) => sorted([...groups].filter(([, { some }]) => Boolean(some[0].move) === moves_)
  .map(([kind, { some }]) => [kind, `${some[0].called ?? some[0].title} (${number(some.length)})`]));
const choices = {
  kind: kinds(false),
  move_kind: kinds(true),
  theme: data.themes.map((theme, at) => [String(at), theme]).filter(([value]) => nodes.some((_, at) => filters.theme.node(at, value))),
  need: sorted(data.needs.map((need, at) => [String(at), need]).filter(([value]) => nodes.some((_, at) => filters.need.node(at, value)))),
  organisation: sorted([...new Set(actors.map((node) => node.organisation ?? ""))].filter(Boolean).map((name) => [`=${name}`, name])),
  way: counted(["pull", "push", "unknown"], (at, way) => filters.way.node(at, way)).map((way) => [way, say(`way_${way}`)]),
};
if (actors.some((node) => !node.organisation)) choices.organisation.push(["=", say("organisation_unknown")]);

const selects = Object.fromEntries(Object.entries(choices).map(([name, values]) => {
  const select = make("select");
  select.id = `by_${name}`;
  select.setAttribute("aria-label", say(name));
  select.append(...[["", say(`${name}_all`)], ...values].map(([value, text]) => {
    const option = make("option", text);
    option.value = value;
    return option;
  }));
  select.addEventListener("change", () => filter(name, select.value));
  byId("filters").append(select);
  return [name, select];
}));
const inUse = () => {
  const count = filtering().length;
  byId("clear").hidden = !count;
  byId("fold").textContent = count ? `${say("filters")} (${number(count)})` : say("filters");
};
/* Kinds of finding are chosen of now, kinds of move of what changes. */
const timely = () => {
  for (const [name, select] of Object.entries(selects)) {
    const idle = name === (later() ? "kind" : "move_kind");
    select.hidden = choices[name].length < 2 || idle;
    if (idle) set(name, "");
  }
  inUse();
};
const set = (name, value) => {
  state.filter[name] = value;
  selects[name].value = value;
  selects[name].classList.toggle("on", Boolean(value));
};
const filter = (name, value) => {
  if (name in selects) set(name, value);
  else { state.filter[name] = value; byId(name).setAttribute("aria-pressed", String(Boolean(value))); }
  inUse();
  choose(state);
};
/* On a narrow screen they are folded away, and the button says how many are in use. */
byId("fold").addEventListener("click", () => byId("fold").setAttribute("aria-expanded", String(byId("bar").classList.toggle("open"))));
for (const name of ["only", "changed"]) byId(name).addEventListener("click", () => filter(name, !state.filter[name]));
byId("clear").addEventListener("click", () => {
  for (const [name] of filtering()) filter(name, "");
  byId("search").focus();
});
timely();
