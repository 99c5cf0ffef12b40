/* By what actors are coloured, and by what ties are wide. */
const OKABE = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442"];
const OTHER = "#8d969e", UNKNOWN = "#c3cad1";
const sizes = new Map();
for (const { organisation } of actors) if (organisation) sizes.set(organisation, (sizes.get(organisation) ?? 0) + 1);
/* Those with most actors have a colour of their own, as many as one can tell apart; others are grey. */
const largest = [...sizes].sort((one, two) => two[1] - one[1] || one[0].localeCompare(two[0], data.lang)).map(([name]) => name);
const partOf = ({ kind, organisation }) => {
  if (kind !== "actor") return null;
  if (!organisation) return "organisation_unknown";
  const place = largest.indexOf(organisation);
  return place < OKABE.length ? `organisation ${place}` : "organisation_other";
};
const parts = nodes.map(partOf);
const colourOf = (part) => ({ organisation_unknown: UNKNOWN, organisation_other: OTHER })[part] ?? OKABE[Number(part.split(" ")[1])];
const paint = (at) => {
  if (nodes[at].kind !== "actor" || state.colour !== "organisation") return data.vis.nodes.color[at];
  const background = colourOf(parts[at]);
  return { background, border: background === OKABE[6] ? "#857c00" : "#ffffff" };
};
/* The residents both help, where that is told of any tie; or else those with a need the tie is for:
   fewer than is told apart counts as few. */
const apart = (count) => count !== undefined && !count.startsWith("<") && count !== "0";
const BREADTH = ties.some((tie) => apart(tie.both)) ? "both" : "residents";
const residentsOf = (tie) => Math.max(...(BREADTH === "both" ? [tie.both ?? null] : tie.needs.map((need) => data.counts[need]))
  .map((count) => (count === null ? -1 : count.startsWith("<") ? 1 : Number(count))), -1);
const helped = ties.map(residentsOf);
const wideOfTie = (at) => (state.wide === "hours" || ties[at].found ? data.vis.edges.width[at]
  : Math.round(10 * Math.min(4, 0.5 + 0.32 * Math.sqrt(Math.max(helped[at], 0)))) / 10);
