/* Now, after, or the difference: what is there in each, and how it looks. */
const later = () => state.when !== "now";
const live = (finding) => Boolean(finding.move) === later();
const standing = (one) => !one.change || state.when === "difference" || one.change === (later() ? "comes" : "goes");
/* Needs and meetings are on the map for what was found, or for what is moved. */
const away = (node, at) => {
  if (!standing(node)) return true;
  if (!later()) return Boolean(node.moved || (node.late && !state.filter.only && !state.filter.kind));
  if (node.kind === "actor" || node.uncovered || node.emptied) return false;
  return (node.kind === "need" && state.when === "after") || !findingsOf[at].some((one) => one.move && made(one));
};
/* Lines of a move are drawn in the difference; those of an alternative, and of after, when it is chosen. */
const first = (some) => some.some((one) => live(one) && (one.move ? made(one) && state.when === "difference" : one.number <= data.few || one.kind === state.filter.kind));

const PINK = changes.kinds.role, ORANGE = "#d55e00", FAINT = "#edf0f2", GREY = "#aab2b9";
const tieChange = (at, focus) => {
  const tie = ties[at], width = data.vis.edges.width[at];
  if (tie.move) return { wide: tie.kind === "role" ? 1.6 : 2 };
  if (!later()) return {};
  if (tie.change === "goes") return { dashes: [7, 5], wide: Math.max(2.2, width), colour: ORANGE };
  if (tie.change === "comes") return { dashes: false, wide: 3.2, colour: PINK };
  if (focus.has(at)) return {};
  return state.when === "difference" ? { colour: FAINT } : tie.family ? { colour: GREY } : {};
};
const nodeChange = (at) => {
  const node = nodes[at];
  if (node.kind === "actor") return {};
  if (!later()) return node.kind === "meeting" ? { shapeProperties: { borderDashes: false } } : {};
  const hollow = (border) => ({ color: { background: "#ffffff", border } });
  if (node.filled) return { color: { background: PINK, border: PINK } };
  if (node.kind === "need") return node.uncovered || node.emptied ? {} : hollow(PINK);
  return node.change === "goes" ? { ...hollow(ORANGE), shapeProperties: { borderDashes: [3, 2.5] } } : {};
};
/* In the difference, who is not touched steps back. */
const faded = (node) => state.when === "difference" && !node.changed && !node.uncovered && !node.moved;
/* Beside a name: what somebody learns or stops doing. */
const shortly = (node) => (later() && node.chips ? node.chips : []);
const CHIPS = { comes: PINK, goes: changes.kinds.stop };

/* The switch, and the figures beside it */
const figures = byId("figures"), when = byId("when");
const figure = ({ label, note, digits, now, after }) => {
  const shown = (value) => new Intl.NumberFormat(data.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  const box = make("div", undefined, "figure"), line = make("p", undefined, "number");
  if (state.when === "difference") line.append(make("span", shown(now), "was"), make("span", " → ", "was"));
  line.append(make("strong", shown(state.when === "now" ? now : after)));
  box.append(line, make("p", label));
  if (note) box.append(make("p", note, "note"));
  return box;
};
const told = () => figures.replaceChildren(...changes.figures.map(figure));
const turn = (to) => {
  if (state.when === to || !changes.after) return;
  state.when = to;
  when.querySelector(`[value=${to}]`).checked = true;
  told();
  timely();
};
when.hidden = figures.hidden = !changes.after;
when.querySelector("legend").textContent = say("when");
for (const label of when.querySelectorAll("label")) {
  const input = label.querySelector("input");
  label.append(make("span", say(input.value)));
  input.addEventListener("change", () => {
    turn(input.value);
    choose({});
    byId("said").textContent = [say(input.value), ...[...figures.children].map((one) => [...one.children].map((part) => part.textContent).join(" "))].join(". ");
  });
}
told();
