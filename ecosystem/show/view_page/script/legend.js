/* The legend is what is on the screen. */
const legend = byId("legend");
legend.setAttribute("aria-label", say("legend"));
const key = (picture, text) => {
  const item = make("span", undefined, "key");
  item.append(picture, make("span", text));
  return item;
};
const groups = [0, 1, 2].map(() => make("div", undefined, "group"));
for (const layer of Object.keys(looks).filter((layer) => actors.some((node) => node.layer === layer))) {
  const button = make("button", undefined, "key");
  button.type = "button"; button.setAttribute("aria-pressed", "true");
  button.append(svg(...looks[layer]), make("span", say(`layer_${layer}`)));
  button.addEventListener("click", () => {
    if (!state.off.delete(layer)) state.off.add(layer);
    button.setAttribute("aria-pressed", String(!state.off.has(layer)));
    refresh();
  });
  groups[0].append(button);
}
for (const relation of Object.keys(data.dashes).filter((name) => ties.some((tie) => !tie.found && tie.relation === name)))
  groups[1].append(key(swatch(data.dashes[relation], "#88929b", 2), say(`relation_${relation}`)));
const hollow = (colour, dash) => {
  const ring = svg("ring", colour);
  if (dash) ring.firstChild.setAttribute("stroke-dasharray", dash);
  return ring;
};
const bars = swatch([], "#1d2329", 2.2);
bars.firstChild.setAttribute("d", "M1 9H29M12.5 4V14M17 4V14");
const seen = [
  [() => nodes.some((node, at) => node.uncovered && !sight.hidden[at]), hollow("#d55e00", "3 2.2"), "legend_need"],
  [() => nodes.some((node, at) => node.kind === "need" && !node.uncovered && !sight.hidden[at]), hollow("#d55e00"), "legend_short"],
  [() => nodes.some((node, at) => node.kind === "meeting" && !sight.hidden[at]), hollow("#5b6670"), "meeting"],
  [() => ties.some((tie, at) => tie.found && tie.family === "gap" && sight.tieShown[at]), swatch([2, 4], "#d55e00", 2.4), "legend_missing"],
  [() => ties.some((_, at) => sight.tieShown[at] && barred(at, sight.focus)), bars, "legend_idle"],
  [() => ties.some((tie, at) => tie.found && tie.family === "overlap" && sight.tieShown[at]), swatch([2, 4], "#1d2329", 2), "legend_alike"],
  [() => findings.some((finding) => finding.family === "fragile"), make("span", "1", "badge fragile"), "legend_fragile"],
].map(([there, picture, text]) => [there, key(picture, say(text))]);
groups[2].append(...seen.map((pair) => pair[1]));
const legible = () => seen.forEach(([there, item]) => { item.hidden = !there(); });
legend.append(...groups.filter((group) => group.childElementCount));
const table = make("button", say("as_table"), "link");
table.type = "button";
table.addEventListener("click", () => { byId("facts").open = true; byId("facts").scrollIntoView({ behavior: "smooth" }); });
legend.append(table);
