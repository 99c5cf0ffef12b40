/* The legend is what is on the screen; a click takes a layer or a relation away, and brings it back. */
const legend = byId("legend");
const key = (tag, picture, text) => {
  const item = make(tag, undefined, "key");
  item.append(picture, make("span", text));
  return item;
};
/* Each entry of the legend with what tells whether it is on the screen. */
const entries = [];
const group = (name, items) => {
  const all = make("div", undefined, "group");
  all.setAttribute("role", "group");
  all.setAttribute("aria-label", say(name));
  for (const [there, item] of items) { entries.push([there, item]); all.append(item); }
  if (items.length) legend.append(all);
};
const toggle = (name, picture, there, text = say(name)) => {
  const button = key("button", picture, text);
  button.type = "button";
  button.title = text;
  button.setAttribute("aria-pressed", "true");
  button.addEventListener("click", () => {
    if (!state.off.delete(name)) state.off.add(name);
    button.setAttribute("aria-pressed", String(!state.off.has(name)));
    refresh();
  });
  return [() => state.off.has(name) || there(), button];
};
const onMap = (test) => () => nodes.some((one, at) => !sight.hidden[at] && test(one, at));
const amongTies = (test) => () => ties.some((one, at) => sight.tieShown[at] && test(one, at));
const hollow = (colour, dash) => {
  const ring = svg("ring", colour);
  if (dash) ring.firstChild.setAttribute("stroke-dasharray", dash);
  return ring;
};
const bars = swatch([], "#1d2329", 2.2);
bars.firstChild.setAttribute("d", "M1 9H29M12.5 4V14M17 4V14");

group("layer", Object.keys(looks).filter((layer) => actors.some((one) => one.layer === layer)).map((layer) => {
  const [there, button] = toggle(`layer_${layer}`, svg(...looks[layer]), onMap((one) => one.layer === layer));
  button.dataset.layer = layer;
  return [there, button];
}));
group("ties", Object.keys(data.dashes).filter((name) => ties.some((one) => !one.found && one.relation === name))
  .map((name) => toggle(`relation_${name}`, swatch(data.dashes[name], "#6b7680", 2), amongTies((one) => !one.found && one.relation === name))));
/* Organisations have their own entries while colour stands for them. */
const whose = [...largest.slice(0, OKABE.length).map((name, at) => [`organisation ${at}`, name]),
  ["organisation_other", say("organisation_other", { count: number(Math.max(0, largest.length - OKABE.length)) })],
  ["organisation_unknown", say("organisation_unknown")]].filter(([part]) => parts.includes(part));
group("organisation", whose.map(([part, text]) => {
  const [there, button] = toggle(part, svg("dot", colourOf(part)), onMap((_, at) => parts[at] === part), text);
  button.dataset.part = part;
  return [() => state.colour === "organisation" && there(), button];
}));
group("findings", [
  [onMap((one) => one.uncovered && !(later() && one.filled)), hollow("#d55e00", "3 2.2"), "legend_need"],
  [() => !later() && onMap((one) => one.kind === "need" && !one.uncovered)(), hollow("#d55e00"), "legend_short"],
  [onMap((one) => one.kind === "meeting" && !(later() && one.change)), hollow("#5b6670"), "meeting"],
  [amongTies((one) => one.found && one.family === "gap"), swatch([2, 4], "#d55e00", 2.4), "legend_missing"],
  [amongTies((_, at) => barred(at, sight.focus)), bars, "legend_idle"],
  [amongTies((one) => one.found && one.family === "overlap"), swatch([2, 4], "#1d2329", 2), "legend_alike"],
  [() => !later() && findings.some((finding) => finding.family === "fragile" && (!state.filter.kind || finding.kind === state.filter.kind)), make("span", "1", "badge fragile"), "legend_fragile"],
].map(([there, picture, text]) => [there, key("span", picture, say(text))]));
group("moves", [
  [() => later() && amongTies((one) => one.change === "goes")(), swatch([6, 4], ORANGE, 2.4), "legend_goes"],
  [() => later() && amongTies((one) => one.change === "comes")(), swatch([], PINK, 3.4), "legend_comes"],
  [amongTies((one) => one.move && one.kind === "role"), swatch([], PINK, 1.4), "legend_role"],
  [amongTies((one) => one.move && one.kind === "way"), swatch([2, 4], changes.kinds.way, 2), "legend_way"],
  [() => later() && onMap((one) => one.kind === "meeting" && one.change === "goes")(), hollow(ORANGE, "3 2.2"), "legend_meeting_goes"],
  [() => later() && onMap((one) => one.filled)(), svg("dot", PINK), "legend_filled"],
].map(([there, picture, text]) => [there, key("span", picture, say(text))]));
/* It keeps its height when it says less, so that the map stays where it is. */
const legible = () => {
  entries.forEach(([there, item]) => { item.hidden = !there(); });
  legend.style.minHeight = `${legend.offsetHeight}px`;
};
/* The same height for now, after and the difference. */
const measured = () => {
  const here = state.when, there = sight;
  legend.style.minHeight = "";
  for (const to of changes.after ? ["now", "after", "difference"] : []) { state.when = to; sight = look(); legible(); }
  state.when = here; sight = there ?? look();
  legible();
};
window.addEventListener("resize", measured);
