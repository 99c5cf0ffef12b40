"use strict";
/* The map, its list and its legend. Nothing from the data is ever markup: text goes in as
   textContent or onto the canvas. Positions, labels and looks come from Python. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { words, marks, findings, frame, rings, captions, looks, families } = data;
  const rows = (columns) => (Object.values(columns)[0] ?? []).map((_, at) =>
    Object.fromEntries(Object.keys(columns).map((key) => [key, columns[key][at]]).filter((pair) => pair[1] !== null)));
  const nodes = rows(data.nodes), ties = rows(data.ties);
  const byId = (id) => document.getElementById(id);
  const say = (key, values = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  const number = (value) => new Intl.NumberFormat(data.lang, { maximumFractionDigits: 1 }).format(value);
  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const state = { node: null, finding: null, query: "", only: false, off: new Set(), over: null };
  const actors = nodes.filter((node) => node.kind === "actor");
  const found = new Map(findings.map((finding) => [finding.number, finding]));
  const tiesOf = nodes.map(() => []);
  ties.forEach((tie, at) => { tiesOf[tie.a].push(at); tiesOf[tie.b].push(at); });
  const findingsOf = nodes.map(() => []);
  const findingsOn = ties.map(() => []);
  for (const finding of findings) {
    finding.nodes.forEach((at) => findingsOf[at].push(finding));
    finding.ties.forEach((at) => findingsOn[at].push(finding));
  }

  /* The network */
  const dataset = new vis.DataSet(rows(data.vis.nodes));
  const lines = new vis.DataSet(rows(data.vis.edges).map((edge) => ({
    ...edge, smooth: { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) },
  })));
  const map = byId("map");
  const network = new vis.Network(map, { nodes: dataset, edges: lines }, {
    physics: false,
    layout: { randomSeed: 1, improvedLayout: false },
    nodes: { chosen: false, borderWidth: 1.5, font: { size: 0 } },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, font: { size: 0 }, smooth: { enabled: true } },
    interaction: { hover: true, dragNodes: false, selectable: true, multiselect: false,
                   selectConnectedEdges: false, hoverConnectedEdges: false, tooltipDelay: 1e9,
                   keyboard: false, zoomSpeed: 0.6 },
  });
  const canvas = map.querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", say("map", { name: data.name }));

  /* What is seen */
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const sought = nodes.map((node) => folded([node.label, node.organisation ?? "", ...node.able.map((n) => data.needs[n])].join("\n")));
  const matches = () => {
    const query = folded(state.query.trim());
    return query ? nodes.map((_, at) => sought[at].includes(query)) : null;
  };
  let sight = null;
  const look = () => {
    const hit = matches();
    const hidden = nodes.map((node, at) => Boolean(
      (node.kind === "actor" && state.off.has(node.layer)) ||
      (state.only && findingsOf[at].length === 0) ||
      (node.late && !state.only && state.node !== at && !(found.get(state.finding)?.nodes.includes(at)))));
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
      !hidden[tie.a] && !hidden[tie.b] && (!state.only || findingsOn[at].length > 0) &&
      (!tie.found || first(findingsOn[at]) || focus.has(at)));
    return { hidden, bright, focus, tieShown };
  };
  const barred = (at, focus) => ties[at].bar && (state.only || focus.has(at) || first(findingsOn[at]));
  const first = (some) => some.some((finding) => finding.number <= data.few);
  const refresh = () => {
    sight = look();
    const { hidden, bright, focus, tieShown } = sight;
    dataset.update(nodes.map((_, at) => ({ id: at, hidden: hidden[at], opacity: !bright || bright.has(at) ? 1 : 0.14 })));
    lines.update(ties.map((tie, at) => ({
      id: at, hidden: !tieShown[at],
      color: { color: barred(at, focus) ? "#1d2329" : focus.has(at) && !tie.found ? "#6b7680" : tie.color,
               opacity: !bright || focus.has(at) ? 1 : 0.16, inherit: false },
    })));
    const count = actors.filter((node) => !hidden[node.id] && (!bright || state.finding !== null || bright.has(node.id))).length;
    legible();
    byId("shown").textContent = say("shown", { shown: number(count), all: number(actors.length) });
    network.redraw();
  };

  /* Drawn by hand: rings below, letters and marks above. The same formula as in Python. */
  const growth = (scale) => Math.max(1, scale ** 0.6);
  const sign = (step) => (step > 0) - (step < 0);
  /* Labels were placed for the widths of Arial; where only a wider letter is at hand, it is made smaller. */
  const family = 'Arial, "Liberation Sans", Helvetica, sans-serif';
  const narrower = (() => {
    const ctx = document.createElement("canvas").getContext("2d");
    ctx.font = `100px ${family}`;
    return Math.min(1, data.sample[1] / ctx.measureText(data.sample[0]).width);
  })();
  const font = (size, bold) => `${bold ? "bold " : ""}${size * narrower}px ${family}`;
  network.on("beforeDrawing", (ctx) => {
    ctx.lineWidth = 1 / network.getScale();
    ctx.strokeStyle = "#dfe4e8";
    for (const ring of rings) {
      ctx.beginPath(); ctx.ellipse(0, 0, ring.across, ring.down, 0, 0, 2 * Math.PI); ctx.stroke();
    }
    const finding = state.finding === null ? null : found.get(state.finding);
    const open = finding ? finding.nodes : state.node === null ? [] : [state.node];
    ctx.setLineDash([2, 3]); ctx.strokeStyle = "#5b6670";
    for (const at of open) for (const member of nodes[at].members ?? []) {
      ctx.beginPath(); ctx.moveTo(nodes[at].x, nodes[at].y); ctx.lineTo(nodes[member].x, nodes[member].y); ctx.stroke();
    }
    ctx.setLineDash([]);
  });
  const write = (ctx, text, x, y, colour, halo) => {
    ctx.lineJoin = "round"; ctx.strokeStyle = "#fff"; ctx.lineWidth = halo;
    ctx.strokeText(text, x, y); ctx.fillStyle = colour; ctx.fillText(text, x, y);
  };
  const label = (ctx, node, unit, whole) => {
    const [ux, uy] = node.place;
    const bold = node.kind === "need" || whole === "bold";
    const size = data.font * unit, line = data.line * unit;
    ctx.font = font(size, bold); ctx.textBaseline = "middle";
    ctx.textAlign = ux > 0 ? "left" : ux < 0 ? "right" : "center"; ctx.direction = "ltr";
    const reach = node.radius + data.gap;
    const top = node.y + uy * reach - (node.lines.length * line * (1 - sign(uy))) / 2;
    node.lines.forEach((text, row) =>
      write(ctx, text, node.x + ux * reach, top + (row + 0.5) * line, node.kind === "need" ? "#b84e00" : "#1d2329", 3.2 * unit));
  };
  const box = (ctx, node, unit) => {
    const [ux, uy] = node.place, reach = node.radius + data.gap, line = data.line * unit;
    ctx.font = font(data.font * unit, node.kind === "need");
    const wide = Math.max(...node.lines.map((text) => ctx.measureText(text).width)), high = node.lines.length * line;
    const left = node.x + ux * reach - (wide * (1 - sign(ux))) / 2, top = node.y + uy * reach - (high * (1 - sign(uy))) / 2;
    return [left, top, left + wide, top + high];
  };
  const around = (node) => [node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius];
  const meet = (one, two) => one[0] < two[2] && one[2] > two[0] && one[1] < two[3] && one[3] > two[1];
  const badge = (ctx, mark, text, unit) => {
    if (mark.node !== null && nodes[mark.node].kind === "need") {
      ctx.font = font(11.5 * unit, true); ctx.textAlign = "center"; ctx.textBaseline = "middle";
      ctx.fillStyle = "#b84e00"; ctx.fillText(text, mark.x, mark.y + 0.5 * unit);
      return;
    }
    const size = 18 * unit;
    ctx.font = font(11 * unit, true);
    const wide = Math.max(size, ctx.measureText(text).width + 9 * unit);
    const x = mark.x + mark.place[0] * mark.radius + (wide * sign(mark.place[0])) / 2;
    const y = mark.y + mark.place[1] * mark.radius + (size * sign(mark.place[1])) / 2;
    const look = families[mark.family];
    ctx.beginPath(); ctx.roundRect(x - wide / 2, y - size / 2, wide, size, size / 2);
    ctx.lineWidth = (look.ground === "#ffffff" ? 1.5 : 3) * unit;
    ctx.strokeStyle = look.ground === "#ffffff" ? look.ink : "#fff";
    ctx.stroke(); ctx.fillStyle = look.ground; ctx.fill();
    ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.fillStyle = look.ink;
    ctx.fillText(text, x, y + 0.5 * unit);
  };
  network.on("afterDrawing", (ctx) => {
    if (!sight) return;
    const scale = network.getScale(), unit = growth(scale) / scale;
    const { hidden, bright, focus, tieShown } = sight;
    ties.forEach((tie, at) => {
      if (!barred(at, focus) || !tieShown[at] || (bright && !focus.has(at))) return;
      ctx.save(); ctx.translate(tie.bar[0], tie.bar[1]); ctx.rotate(tie.bar[2]);
      for (const [colour, wide] of [["#fff", 4.5], ["#1d2329", 1.8]]) {
        ctx.strokeStyle = colour; ctx.lineWidth = wide;
        for (const side of [-2.6, 2.6]) { ctx.beginPath(); ctx.moveTo(side, -6); ctx.lineTo(side, 6); ctx.stroke(); }
      }
      ctx.restore();
    });
    ctx.textAlign = "center"; ctx.textBaseline = "middle";
    for (const [text, x, y, zoom] of captions) if (zoom <= scale + 1e-9) {
      ctx.font = font(10.5 * unit); write(ctx, text, x, y, "#5b6670", 5 * unit);
    }
    const inside = Math.min(1, scale) / scale;
    ctx.font = font((data.residents ? 19 : 12) * Math.max(inside, 0.9), true);
    write(ctx, data.residents || say("residents"), 0, data.residents ? -6 : 0, "#1d2329", 0.01);
    if (data.residents) { ctx.font = font(11); write(ctx, say("residents"), 0, 13, "#5b6670", 0.01); }
    const over = state.over === null ? [] : [state.over];
    const named = nodes.map((_, at) => at).filter((at) => !hidden[at] && !over.includes(at) && at !== state.node && (!bright || bright.has(at)));
    const fits = named.filter((at) => nodes[at].place[2] <= scale + 1e-9);
    fits.forEach((at) => label(ctx, nodes[at], unit));
    /* Among few there is room for more names than on the whole map. */
    if (bright) {
      const taken = [...fits.map((at) => box(ctx, nodes[at], unit)), ...[...bright].map((at) => around(nodes[at]))];
      for (const at of named) {
        const here = box(ctx, nodes[at], unit), own = around(nodes[at]);
        if (fits.includes(at) || taken.some((other) => String(other) !== String(own) && meet(here, other))) continue;
        label(ctx, nodes[at], unit);
        taken.push(here);
      }
    }
    for (const at of [state.node, ...over]) if (at !== null && !hidden[at]) {
      const node = nodes[at];
      ctx.beginPath(); ctx.arc(node.x, node.y, node.radius + 4, 0, 2 * Math.PI);
      ctx.lineWidth = 2 * unit; ctx.strokeStyle = "#1d2329"; ctx.stroke();
      label(ctx, node, unit, "bold");
    }
    for (const mark of marks) {
      const here = mark.node === null ? tieShown[mark.tie] : !hidden[mark.node];
      const chosen = state.finding !== null && mark.numbers.includes(state.finding);
      const others = bright && !chosen && !(mark.node === null ? focus.has(mark.tie) : mark.node === state.node);
      if (!here || others) continue;
      if (chosen) badge(ctx, mark, String(state.finding), unit);
      else if ((mark.numbers[0] <= data.few || state.only) && mark.place[2] <= scale + 1e-9)
        badge(ctx, mark, mark.numbers[0] + (mark.numbers.length > 1 ? "+" : ""), unit);
    }
  });

  /* Fitting, also when the frame was out of sight while it was made */
  let moved = false;
  const fit = () => {
    const wide = map.clientWidth, high = map.clientHeight;
    if (!wide || !high) return;
    moved = false;
    network.moveTo({ position: { x: 0, y: 0 }, animation: false,
      scale: Math.min(wide / (frame[2] - frame[0]), high / (frame[3] - frame[1])) });
  };
  const settle = () => { if (!moved) fit(); };
  new ResizeObserver(settle).observe(map);
  new IntersectionObserver(settle).observe(map);
  const least = () => 0.6 * Math.min(map.clientWidth / (frame[2] - frame[0]), map.clientHeight / (frame[3] - frame[1]));
  network.on("zoom", () => {
    moved = true;
    if (network.getScale() < least()) network.moveTo({ scale: least(), animation: false });
  });
  /* In a notebook the wheel turns the notebook; with Ctrl, or the buttons, it zooms the map */
  byId("stage").addEventListener("wheel", (event) => {
    if (window.self !== window.top && !event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
  }, { capture: true, passive: true });
  network.on("dragEnd", () => { moved = true; });
  const zoom = (factor) => { moved = true; network.moveTo({ scale: Math.max(least(), network.getScale() * factor), animation: false }); };

  /* The panel */
  const svg = (shape, colour) => {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    for (const [key, value] of Object.entries({ width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" })) picture.setAttribute(key, value);
    const paths = {
      triangle: "M9 2 16.2 15H1.8z", diamond: "M9 .8 17.2 9 9 17.2.8 9z", square: "M3 3H15V15H3z",
      dot: "M9 2.2a6.8 6.8 0 1 0 .01 0z", hexagon: "M16.2 9 12.6 15.2H5.4L1.8 9 5.4 2.8H12.6z",
      triangleDown: "M9 16 1.8 3H16.2z", ring: "M9 3a6 6 0 1 0 .01 0z",
    };
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", paths[shape] ?? paths.dot);
    path.setAttribute("fill", shape === "ring" ? "#fff" : colour);
    if (shape === "ring") { path.setAttribute("stroke", colour); path.setAttribute("stroke-width", "2"); }
    picture.append(path);
    return picture;
  };
  const swatch = (dash, colour, wide) => {
    const picture = svg("none", "none");
    picture.setAttribute("width", "30"); picture.setAttribute("viewBox", "0 0 30 18");
    const path = picture.firstChild;
    for (const [key, value] of Object.entries({ d: "M1 9H29", stroke: colour, "stroke-width": wide, "stroke-dasharray": dash.join(" ") })) path.setAttribute(key, value);
    return picture;
  };
  const panel = byId("panel");
  const numbered = (finding) => make("span", String(finding.number), `badge ${finding.family}`);
  const entry = (finding) => {
    const item = make("li");
    const button = make("button", undefined, "found");
    button.type = "button";
    if (state.finding === finding.number) { button.classList.add("on"); button.setAttribute("aria-current", "true"); }
    const text = make("div");
    text.append(make("strong", finding.title));
    if (finding.because) text.append(make("p", finding.because));
    if (finding.question) text.append(make("p", finding.question, "ask"));
    button.append(numbered(finding), text);
    button.addEventListener("click", () => choose({ finding: state.finding === finding.number ? null : finding.number }));
    item.append(button);
    return item;
  };
  const list = () => {
    panel.append(make("h2", findings.length ? say("to_discuss") : say("how")));
    if (!findings.length) { panel.append(make("p", say("no_findings"), "quiet")); return; }
    if (findings.length > data.few) panel.append(make("p", say("more", { few: data.few, all: findings.length }), "quiet"));
    const all = make("ul");
    all.append(...findings.map(entry));
    panel.append(all);
  };
  const link = (at, more) => {
    const item = make("li");
    const button = make("button", nodes[at].label, "link");
    button.type = "button";
    button.addEventListener("click", () => choose({ node: at }));
    item.append(button);
    if (more) item.append(make("span", ` · ${more}`, "quiet"));
    return item;
  };
  const section = (title, items, none, shape = "plain") => {
    if (!items.length && !none) return;
    panel.append(make("h3", title));
    if (!items.length) { panel.append(make("p", none, "quiet")); return; }
    const all = make("ul", undefined, shape);
    all.append(...items);
    panel.append(all);
  };
  const kindOf = (node) => node.kind === "actor" ? say(`layer_${node.layer}`) : say(node.kind);
  const facts = (at) => {
    const node = nodes[at];
    const back = make("button", `← ${say("back")}`, "link");
    back.type = "button";
    back.addEventListener("click", () => choose({}));
    panel.append(back);
    const title = make("h2", undefined, "title");
    const [shape, colour] = node.kind === "actor" ? looks[node.layer] : ["ring", node.kind === "need" ? "#d55e00" : "#5b6670"];
    title.append(svg(shape, colour), make("span", node.label));
    panel.append(title, make("p", [kindOf(node), node.profession, node.organisation].filter(Boolean).join(" · "), "quiet"));
    if (node.kind === "actor") {
      panel.append(make("p", `${say("available")}: ${node.hours === undefined ? say("hours_unknown") : say("hours_week", { hours: number(node.hours) })}`, "quiet"));
      section(say("can_meet"), node.able.map((need) => make("li", data.needs[need])), say("can_nothing"), "row");
      const with_ = tiesOf[at].filter((tie) => !ties[tie].found)
        .map((tie) => [ties[tie].a === at ? ties[tie].b : ties[tie].a, ties[tie]])
        .sort((one, two) => nodes[one[0]].label.localeCompare(nodes[two[0]].label, data.lang));
      section(say("works_with"), with_.map(([other, tie]) => link(other, [say(`relation_${tie.relation}`),
        tie.hours === undefined ? null : say("hours_month", { hours: number(tie.hours) }), ...tie.needs.map((need) => data.needs[need])].filter(Boolean).join(", "))), say("works_alone"));
      section(say("sits_in"), node.meetings.map((name) => make("li", name)), null, "row");
    } else if (node.kind === "need") {
      if (node.residents) panel.append(make("p", say("count_residents", { residents: node.residents })));
      section(say("who_can"), node.members.map((member) => link(member)), say("nobody"));
    } else {
      section(say("members"), node.members.map((member) => link(member)));
    }
    if (findingsOf[at].length) {
      panel.append(make("h3", say("in_findings")));
      const all = make("ul");
      all.append(...findingsOf[at].map(entry));
      panel.append(all);
    }
  };
  const choose = ({ node = null, finding = null }) => {
    state.node = node; state.finding = finding;
    const top = finding !== null && panel.dataset.list === "yes" ? panel.scrollTop : 0;
    panel.replaceChildren();
    if (node === null) { list(); panel.dataset.list = "yes"; } else { facts(node); panel.dataset.list = "no"; }
    panel.scrollTop = top;
    const here = panel.querySelector(".found.on");
    if (here) here.scrollIntoView({ block: "nearest" });
    byId("said").textContent = node !== null ? `${nodes[node].label}, ${kindOf(nodes[node])}` : finding !== null ? found.get(finding).title : "";
    refresh();
  };

  /* Hands */
  const markAt = (pointer) => {
    const unit = growth(network.getScale()) / network.getScale();
    const at = network.DOMtoCanvas(pointer);
    return marks.find((mark) => {
      const x = mark.x + mark.place[0] * mark.radius + 9 * unit * sign(mark.place[0]);
      const y = mark.y + mark.place[1] * mark.radius + 9 * unit * sign(mark.place[1]);
      const seen = mark.numbers[0] <= data.few && mark.place[2] <= network.getScale() && (mark.node === null ? sight.tieShown[mark.tie] : !sight.hidden[mark.node]);
      return seen && Math.hypot(at.x - x, at.y - y) < 10 * unit;
    });
  };
  network.on("click", ({ nodes: hit, edges, pointer }) => {
    const mark = markAt(pointer.DOM);
    if (mark) choose({ finding: mark.numbers[0] });
    else if (hit.length && hit[0] < nodes.length) choose({ node: hit[0] });
    else if (edges.length && findingsOn[edges[0]]?.length) choose({ finding: findingsOn[edges[0]][0].number });
    else choose({});
    network.unselectAll();
  });
  network.on("hoverNode", ({ node }) => { if (node < nodes.length) { state.over = node; map.style.cursor = "pointer"; network.redraw(); } });
  network.on("blurNode", () => { state.over = null; map.style.cursor = ""; network.redraw(); });
  byId("nearer").addEventListener("click", () => zoom(1.3));
  byId("further").addEventListener("click", () => zoom(1 / 1.3));
  byId("fit").addEventListener("click", fit);
  byId("only").addEventListener("click", (event) => {
    state.only = !state.only;
    event.currentTarget.setAttribute("aria-pressed", String(state.only));
    refresh();
  });
  byId("search").addEventListener("input", (event) => { state.query = event.target.value; choose({}); });
  byId("search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const hit = matches();
    const at = hit ? hit.indexOf(true) : -1;
    if (at >= 0) choose({ node: at });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target !== byId("search")) { event.preventDefault(); byId("search").focus(); }
    if (event.key === "Escape") { byId("search").value = ""; state.query = ""; choose({}); }
  });

  /* Words */
  byId("name").textContent = data.name;
  byId("counts").textContent = [`${number(actors.length)} ${say("actors")}`, `${number(ties.filter((tie) => !tie.found).length)} ${say("ties")}`, `${number(findings.length)} ${say("findings")}`].join(" · ");
  byId("level").textContent = say(data.level);
  byId("level").className = data.level;
  byId("search").placeholder = say("search");
  byId("search").setAttribute("aria-label", say("search_name"));
  byId("only").textContent = say("only_findings");
  byId("only").hidden = findings.length === 0;
  byId("fit").textContent = say("fit");
  for (const id of ["nearer", "further"]) { byId(id).setAttribute("aria-label", say(id)); byId(id).title = say(id); }
  map.setAttribute("aria-label", say("map", { name: data.name }));

  /* The legend is what is on the screen */
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

  /* The same facts for who does not see a canvas, and for who wants to copy them */
  byId("facts").querySelector("summary").textContent = say("table");
  const head = byId("facts").querySelector("thead"), body = byId("facts").querySelector("tbody");
  const columns = ["actor", "layer", "organisation", "can_meet", "works_with", "in_findings"];
  const row = (cells, tag) => { const line = make("tr"); line.append(...cells.map((text) => make(tag, text))); return line; };
  head.append(row(columns.map((column) => say(column)), "th"));
  for (const node of actors) {
    const others = tiesOf[node.id].filter((tie) => !ties[tie].found).map((tie) => nodes[ties[tie].a === node.id ? ties[tie].b : ties[tie].a].label);
    body.append(row([node.label, kindOf(node), node.organisation ?? "", node.able.map((need) => data.needs[need]).join(", "),
      [...new Set(others)].join(", "), findingsOf[node.id].map((finding) => finding.number).join(", ")], "td"));
  }

  choose({});
  fit();
  network.once("afterDrawing", () => { document.documentElement.dataset.drawn = String(Math.round(performance.now())); });
  network.redraw();
})();
