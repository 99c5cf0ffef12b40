/* The map on paper: what is on the screen, at the same places, as SVG of real text and shapes. */
const PAPER = 1.35, HEAD = 58, FOOT = 26; /* pixels a unit; room above for the title, and a row of legend below */
/* What XML cannot hold is left out. */
const legal = (text) => text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "");
const draw = (parent, name, attributes, text) => {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = legal(text);
  parent.append(element);
  return element;
};
const round = (value) => Math.round(value * 10) / 10;
const corners = (points) => `M${points.map((point) => point.map(round).join(" ")).join("L")}Z`;
/* The shapes of vis-network. */
const shapes = {
  dot: (x, y, r) => `M${round(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
  square: (x, y, r) => corners([[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]]),
  diamond: (x, y, r) => corners([[x, y + r], [x + r, y], [x, y - r], [x - r, y]]),
  hexagon: (x, y, r) => corners([0, 1, 2, 3, 4, 5].map((turn) => [x + r * Math.cos((turn * Math.PI) / 3), y + r * Math.sin((turn * Math.PI) / 3)])),
  triangle: (x, y, r, up = 1) => {
    const side = 1.15 * r, low = y + up * (0.275 + Math.sqrt(3) / 3) * side, high = low - up * Math.sqrt(3) * side;
    return corners([[x, high], [x + side, low], [x - side, low]]);
  },
  triangleDown: (x, y, r) => shapes.triangle(x, y, r, -1),
};
const letters = (size, bold, colour, side = -1) => ({ "font-size": round(size * narrower), "font-weight": bold ? "bold" : undefined,
  fill: colour, "text-anchor": ["start", "middle", "end"][side + 1] });
const halo = (wide) => ({ stroke: "#fff", "stroke-width": round(wide), "stroke-linejoin": "round", "paint-order": "stroke" });

const paperTies = (page) => ties.forEach((tie, at) => {
  if (!sight.tieShown[at]) return;
  const { colour, opacity, wide, dashes: dash } = tieLook(at), [x, y] = handle(at);
  draw(page, "path", { d: `M${nodes[tie.a].x} ${nodes[tie.a].y}Q${round(x)} ${round(y)} ${nodes[tie.b].x} ${nodes[tie.b].y}`, fill: "none",
    stroke: colour, "stroke-width": wide, "stroke-dasharray": dash ? dash.join(" ") : undefined, opacity: opacity < 1 ? opacity : undefined });
  if (!barred(at, sight.focus) || opacity < 1) return;
  const [cx, cy, angle] = barOf(at);
  const bar = draw(page, "g", { transform: `translate(${round(cx)} ${round(cy)}) rotate(${round((angle * 180) / Math.PI)})` });
  for (const [stroke, width] of [["#fff", 4.5], ["#1d2329", 1.8]]) draw(bar, "path", { d: "M-2.6 -6V6M2.6 -6V6", stroke, "stroke-width": width });
});
const paperNodes = (page) => nodes.forEach((node, at) => {
  if (sight.hidden[at]) return;
  const looks = data.vis.nodes, { color: colour, shapeProperties } = nodeLook(at), dashed = node.uncovered || shapeProperties?.borderDashes;
  draw(page, "path", { d: shapes[looks.shape[at]](node.x, node.y, looks.size[at]), fill: colour.background, stroke: colour.border,
    "stroke-width": node.kind === "actor" ? 1.5 : 2, "stroke-dasharray": dashed ? "3 2.5" : undefined,
    opacity: fading(at) < 1 ? fading(at) : undefined });
});
const paperLegend = (page, left, top, right) => {
  let x = left, y = top;
  for (const item of legend.querySelectorAll(".key:not([hidden]):not([aria-pressed=false])")) {
    const picture = item.querySelector("svg"), text = item.lastChild.textContent, wide = picture ? Number(picture.getAttribute("width")) : 18;
    const long = wide + 6 + wideOf(text, 11) + 16;
    if (x + long > right) { x = left; y += FOOT; }
    const spot = draw(page, "g", { transform: `translate(${round(x)} ${y - 9})` });
    if (picture) for (const part of picture.children) spot.append(part.cloneNode(true));
    else { draw(spot, "circle", { cx: 9, cy: 9, r: 8, fill: "#fff", stroke: "#1d2329", "stroke-width": 1.5 }); draw(spot, "text", { x: 9, y: 12.8, ...letters(10.5, true, "#1d2329", 0) }, item.firstChild.textContent); }
    draw(spot, "text", { x: wide + 6, y: 13, ...letters(11, false, "#414b54") }, text);
    x += long;
  }
  return y + FOOT;
};
/* What was chosen, in words: whoever sees the picture later knows what was left out. */
const chosenWords = () => [say(data.level), changes.after ? say(state.when) : null, byId("shown").textContent,
  ...Object.values(selects).filter((select) => select.value).map((select) => select.selectedOptions[0].textContent),
  ...["only", "changed"].filter((name) => state.filter[name]).map((name) => byId(name).textContent),
  byId("wide")?.selectedOptions[0].textContent, state.query.trim() ? `“${state.query.trim()}”` : null].filter(Boolean).join(" · ");
const paper = () => {
  const page = document.createElementNS(SPACE, "svg"), unit = growth(PAPER) / PAPER, [left, top, right, bottom] = room();
  page.setAttribute("xmlns", SPACE);
  page.setAttribute("font-family", 'Arial, "Liberation Sans", Helvetica, sans-serif');
  page.setAttribute("role", "img");
  draw(page, "title", {}, data.name);
  const ground = draw(page, "rect", { x: left, y: top - HEAD, width: right - left, fill: "#fff" });
  draw(page, "text", { x: left + 14, y: top - HEAD + 28, ...letters(19, true, "#1d2329") }, data.name);
  draw(page, "text", { x: left + 14, y: top - HEAD + 46, ...letters(11, false, "#5b6670") }, chosenWords());
  if (!loosened) for (const ring of rings) draw(page, "ellipse", { rx: ring.across, ry: ring.down, fill: "none", stroke: "#dfe4e8" });
  paperTies(page);
  if (!loosened) {
    draw(page, "circle", { r: data.vis.nodes.size.at(-1), fill: "#fff", stroke: "#1d2329", "stroke-width": 1.3 });
    draw(page, "text", { y: data.residents ? 1 : 4, ...letters(data.residents ? 19 : 12, true, "#1d2329", 0) }, data.residents || say("residents"));
    if (data.residents) draw(page, "text", { y: 17, ...letters(11, false, "#5b6670", 0) }, say("residents"));
    for (const [text, x, y, zoom] of captions) if (zoom <= PAPER) draw(page, "text", { x, y: round(y + 3.5 * unit), ...letters(10.5 * unit, false, "#5b6670", 0), ...halo(5 * unit) }, text);
  }
  paperNodes(page);
  for (const name of names(PAPER)) {
    const all = draw(page, "text", { ...letters(name.size, name.bold, name.colour, -name.side), ...halo(3.2 * unit) });
    name.lines.forEach((text, row) => draw(all, "tspan", { x: round(name.x), y: round(name.top + (row + 0.5) * name.line + 0.36 * name.size),
      ...(name.inks[row] ? { fill: name.inks[row], "font-weight": "bold", "font-size": round(name.size * 0.94 * narrower) } : {}) }, text));
  }
  for (const plate of plates(PAPER)) {
    if (plate.wide) draw(page, "rect", { x: round(plate.box[0]), y: round(plate.box[1]), width: round(plate.wide), height: round(plate.high), rx: round(plate.high / 2),
      fill: plate.ground, stroke: plate.edge, "stroke-width": round(plate.line), "paint-order": "stroke" });
    draw(page, "text", { x: round(plate.x), y: round(plate.y + 0.36 * plate.size), ...letters(plate.size, true, plate.ink, 0) }, plate.text);
  }
  const high = paperLegend(page, left + 14, bottom + 8, right - 14) - top + HEAD;
  ground.setAttribute("height", high);
  page.setAttribute("viewBox", [left, top - HEAD, right - left, high].join(" "));
  page.setAttribute("width", Math.round((right - left) * PAPER));
  page.setAttribute("height", Math.round(high * PAPER));
  return page;
};
