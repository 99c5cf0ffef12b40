/* Which names are seen, and where: those that Python gave a place; among few, as many more as fit. */
const MANY = 400;
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [0.97, -0.25], [0.97, 0.25], [-0.97, -0.25], [-0.97, 0.25],
  [0.25, -0.97], [0.25, 0.97], [-0.25, -0.97], [-0.25, 0.97], [0.72, -0.72], [0.72, 0.72], [-0.72, 0.72], [-0.72, -0.72]];
const nameOf = (at, unit, [ux, uy], bold, short = false) => {
  const node = nodes[at], size = data.font * unit, line = data.line * unit, reach = node.radius + data.gap;
  const strong = bold || node.kind === "need";
  const more = short ? [] : shortly(node), high = (node.lines.length + more.length) * line;
  const wide = Math.max(...node.lines.map((text) => wideOf(text, size, strong)), ...more.map(([, text]) => wideOf(text, size, true)));
  const top = node.y + uy * reach - (high * (1 - lean(uy))) / 2, left = node.x + ux * reach - (wide * (1 - lean(ux))) / 2;
  const side = Math.trunc(lean(ux)), x = left + (wide * (1 - side)) / 2;
  return { at, lines: [...node.lines, ...more.map(([, text]) => text)], inks: [...node.lines.map(() => null), ...more.map(([change]) => CHIPS[change])], x, top, line, size, bold: strong, side,
    colour: node.kind === "need" ? (later() && !node.uncovered ? PINK : "#b84e00") : faded(node) ? "#5b6670" : "#1d2329", box: [left, top, left + wide, top + high] };
};
const around = ({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius];
const meet = (one, two) => one[0] < two[2] && one[2] > two[0] && one[1] < two[3] && one[3] > two[1];
const within = (box) => loosened || (box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3]);
const held = () => [...new Set([state.node, focused(), state.over])].filter((at) => at !== null && !sight.hidden[at]);

const captionBox = ([text, x, y], unit) => {
  const half = wideOf(text, 10.5 * unit) / 2;
  return [x - half, y - 7 * unit, x + half, y + 7 * unit];
};
const captionsAt = (scale, unit) => (loosened ? [] : captions.filter(([, , , zoom]) => zoom <= scale + 1e-9)).map((caption) => captionBox(caption, unit));

/* Points of the lines of findings and moves, which names keep off where there is room. */
const dotted = () => ties.flatMap((tie, at) => (!tie.found || !sight.tieShown[at] || (sight.bright && !sight.focus.has(at)) ? []
  : Array.from({ length: 41 }, (_, share) => along(at, share / 40))));

const middle = () => (loosened ? [] : [around({ x: 0, y: 0, radius: data.core })]);
const some = (there, first, placed, unit, scale) => {
  const taken = [...there.map((at) => around(nodes[at])), ...plates(scale).map((plate) => plate.box), ...(later() ? [] : captionsAt(scale, unit)), ...middle(), ...(moved ? [] : [beneath()])];
  const own = new Map(there.map((at, row) => [at, row]));
  const soft = (row) => row < there.length && faded(nodes[there[row]]);
  const seen = [];
  const free = (name) => within(name.box) && taken.every((box, row) => row === own.get(name.at) || !meet(name.box, box));
  const nearly = (name) => within(name.box) && taken.every((box, row) => row === own.get(name.at) || soft(row) || !meet(name.box, box));
  const dots = dotted();
  const clear = (name) => free(name) && dots.every(([x, y]) => x < name.box[0] || x > name.box[2] || y < name.box[1] || y > name.box[3]);
  const rest = there.filter((at) => !first.includes(at));
  /* Of now and after, first who is touched: there is no room for everybody. */
  const touched = later() && !sight.bright ? rest.filter((at) => turnOf[at] < Infinity).sort((one, two) => turnOf[one] - turnOf[two]) : [];
  const others = rest.filter((at) => !touched.includes(at));
  const more = touched.length ? [] : others.filter((at) => !placed(at)).sort((one, two) => nodes[one].place[2] - nodes[two].place[2]);
  for (const at of [...first, ...touched, ...others.filter(placed), ...more]) {
    const bold = first.includes(at), outward = nodes[at].x < 0 ? [[-1, 0]] : [];
    const ways = [...(placed(at) || bold ? [nodes[at].place] : []), ...outward, ...SIDES];
    const tried = ways.map((way) => nameOf(at, unit, way, bold));
    let name = tried.find(clear) ?? tried.find(free) ?? (bold ? tried[0] : null);
    if (!name && touched.includes(at) && !faded(nodes[at])) {
      const short = ways.map((way) => nameOf(at, unit, way, bold, true));
      name = tried.find(nearly) ?? short.find(free) ?? short.find(nearly);
    }
    if (name) { seen.push(name); taken.push(name.box); }
  }
  return seen;
};
let known = { when: [] };
const names = (scale) => {
  const first = held(), when = [sight, scale, loosened, ...first];
  if (when.length === known.when.length && when.every((one, at) => one === known.when[at])) return known.names;
  const { hidden, bright, fewer } = sight, unit = growth(scale) / scale;
  const there = [...nodes.keys()].filter((at) => !hidden[at] && (!bright || bright.has(at) || first.includes(at)));
  const placed = (at) => !loosened && nodes[at].place[2] <= scale + 1e-9;
  const few = (bright || fewer || loosened || later() || state.filter.only || state.filter.kind || scale < 0.5) && there.length <= MANY;
  const all = few ? some(there, first, placed, unit, scale) : [
    ...there.filter((at) => placed(at) && !first.includes(at)).map((at) => nameOf(at, unit, nodes[at].place)),
    ...first.map((at) => nameOf(at, unit, nodes[at].place, true)),
  ];
  known = { when, names: all };
  return all;
};
