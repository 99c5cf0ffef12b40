/* The shapes: links where there is something to open, buttons where there is not */
const map = byId("map"), ring = byId("ring"), letters = byId("letters");
const shapes = codes.map((code, at) => {
  const path = draw("path", { d: data.paths[at] });
  const shape = links[at] === null ? draw("g", { role: "button" }, [path]) : draw("a", { href: links[at] }, [path]);
  shape.setAttribute("tabindex", "-1");
  shape.dataset.at = at;
  return shape;
});
byId("shapes").append(...shapes);
const texts = codes.map((_, at) => {
  const lines = data.lines[at];
  const text = draw("g", {}, [draw("text", { x: data.x[at], y: data.y[at] }, lines.map((line, row) => {
    const part = draw("tspan", { x: data.x[at], dy: row ? `${data.letter[1] / data.letter[0]}em` : `${0.35 - (lines.length - 1) * 0.56}em` });
    part.textContent = line;
    return part;
  }))]);
  return text;
});
letters.append(...texts);
const captions = data.captions.map(([text, x, y, room]) => {
  const caption = draw("text", { x, y, class: "caption" });
  caption.textContent = text;
  return [caption, room];
});
letters.append(...captions.map((pair) => pair[0]));
if (data.strays) {
  const caption = draw("text", { x: 60, y: data.stray, class: "caption" });
  caption.textContent = say("region_strays", { count: whole.format(data.strays) });
  letters.append(caption);
}

/* Ink on light steps, white on dark ones */
const dark = (colour) => { const code = parseInt(colour.slice(1), 16); return (code >> 16) * 0.3 + (code >> 8 & 255) * 0.59 + (code & 255) * 0.11 < 128; };
const paint = () => {
  const { colours } = measures[state.measure];
  shapes.forEach((shape, at) => {
    const step = stepOf(at);
    shape.firstChild.setAttribute("fill", step === null ? "url(#hatch)" : colours[step]);
    shape.classList.toggle("off", hidden(at));
    shape.setAttribute("aria-label", `${names[at]}: ${told(measures[state.measure].values[at], state.measure)}`);
    texts[at].setAttribute("class", step !== null && !hidden(at) && dark(colours[step]) ? "over" : "");
  });
  map.setAttribute("aria-label", several("region_map", codes.length, { measure: measures[state.measure].label }));
  byId("shown").textContent = several("region_shown", codes.length, { shown: whole.format(codes.filter((_, at) => !hidden(at)).length), all: whole.format(codes.length) });
};
