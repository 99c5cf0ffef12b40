/* What is seen: which nodes and ties are there, and which stand out. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const sought = nodes.map((node) => folded([node.label, node.organisation ?? "", ...node.able.map((n) => data.needs[n]),
  ...findingsOf[node.id].map((one) => (one.move ? "" : one.title))].join("\n")));
const matches = () => {
  const query = folded(state.query.trim());
  return query ? nodes.map((_, at) => sought[at].includes(query)) : null;
};
let sight = null;
const look = () => {
  const hit = matches();
  const passes = passing("node"), passed = passing("tie");
  const open = new Set(found.get(state.finding)?.nodes ?? [state.node]);
  const hidden = nodes.map((node, at) => !open.has(at) &&
    ((node.kind === "actor" && (state.off.has(`layer_${node.layer}`) || state.off.has(parts[at]))) || !passes(at) || away(node, at)));
  let bright = null;
  const focus = new Set();
  if (state.finding !== null) {
    const finding = found.get(state.finding);
    bright = new Set(finding.nodes);
    finding.ties.forEach((at) => focus.add(at));
    for (const at of finding.nodes) for (const member of nodes[at].members ?? []) bright.add(member);
  } else if (state.node !== null) {
    bright = new Set([state.node, ...(nodes[state.node].members ?? [])]);
    for (const at of tiesOf[state.node]) {
      if (ties[at].found && !first(findingsOn[at])) continue;
      focus.add(at); bright.add(ties[at].a); bright.add(ties[at].b);
    }
  } else if (hit) {
    bright = new Set(nodes.flatMap((_, at) => (hit[at] ? [at] : [])));
  }
  const tieShown = ties.map((tie, at) =>
    standing(tie) && !hidden[tie.a] && !hidden[tie.b] && passed(at) && !(state.off.has(`relation_${tie.relation}`) && !tie.found) &&
    (!tie.found || first(findingsOn[at]) || focus.has(at)));
  const fewer = actors.some((node) => hidden[node.id]);
  return { hidden, bright, focus, tieShown, fewer };
};
const barred = (at, focus) => !later() && ties[at].bar && (state.filter.only || focus.has(at) || first(findingsOn[at]));
/* How a tie and a node look now. */
const tieLook = (at) => {
  const { bright, focus } = sight, tie = ties[at];
  const colour = barred(at, focus) ? "#1d2329" : focus.has(at) && !tie.found ? "#6b7680" : tie.color;
  const usual = { colour, opacity: !bright || focus.has(at) ? 1 : 0.16, wide: wideOfTie(at), dashes: data.vis.edges.dashes[at] };
  return { ...usual, ...tieChange(at, focus) };
};
const nodeLook = (at) => ({ color: paint(at), ...nodeChange(at) });
const fading = (at) => (sight.bright ? (sight.bright.has(at) ? 1 : 0.14) : faded(nodes[at]) ? 0.42 : 1);
/* Only what changed is drawn anew: of thousands that is much faster. What stands there at first is as Python said. */
const drawnNodes = nodes.map((_, at) => JSON.stringify({ id: at, hidden: false, opacity: 1, color: data.vis.nodes.color[at] }));
const drawnTies = ties.map((tie, at) => JSON.stringify({ id: at, hidden: false, width: data.vis.edges.width[at],
  dashes: data.vis.edges.dashes[at], color: { color: tie.color, opacity: 1, inherit: false } }));
const changedOf = (drawn, all) => all.filter((one, at) => {
  const now = JSON.stringify(one), same = drawn[at] === now;
  drawn[at] = now;
  return !same;
});
const refresh = () => {
  sight = look();
  const { hidden, bright, tieShown } = sight;
  dataset.update(changedOf(drawnNodes, nodes.map((_, at) => ({ id: at, hidden: hidden[at], opacity: fading(at), ...nodeLook(at) }))));
  lines.update(changedOf(drawnTies, ties.map((_, at) => {
    const { colour, opacity, wide, dashes } = tieLook(at);
    return { id: at, hidden: !tieShown[at], width: wide, dashes, color: { color: colour, opacity, inherit: false } };
  })));
  const count = actors.filter((node) => !hidden[node.id] && (!bright || state.finding !== null || bright.has(node.id))).length;
  legible();
  byId("shown").textContent = say("shown", { shown: number(count), all: number(actors.length) });
  network.redraw();
};
