/* The legend: from which number to which, how many, and a click hides them */
const key = (step) => {
  const one = measures[state.measure];
  const button = make("button");
  button.type = "button";
  const ground = step === null ? "url(#hatched)" : one.colours[step];
  const swatch = draw("svg", { width: 34, height: 18, "aria-hidden": "true" }, [
    draw("defs", {}, step === null ? [draw("pattern", { id: "hatched", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, [draw("rect", { width: 6, height: 6, fill: "#fff" }), draw("rect", { width: 1.4, height: 6, fill: "#88929b" })])] : []),
    draw("rect", { width: 34, height: 18, fill: ground }),
  ]);
  const [least, most] = step === null ? [] : one.bounds[step].map((value) => told(value, state.measure));
  const span = step === null ? say("region_unknown") : least === most ? least : say("region_span", { least, most });
  button.append(swatch, make("span", span, "span"), make("span", whole.format(one.step.filter((other) => other === step).length), "many"));
  button.setAttribute("aria-pressed", String(!state.off.has(step)));
  button.addEventListener("click", () => {
    if (!state.off.delete(step)) state.off.add(step);
    button.setAttribute("aria-pressed", String(!state.off.has(step)));
    paint(); show(); rank();
    byId("said").textContent = byId("shown").textContent;
  });
  return button;
};
const explain = () => {
  const one = measures[state.measure];
  const known = one.values.filter((value) => value !== null).sort((a, b) => a - b);
  byId("title").textContent = one.label;
  byId("middle").textContent = known.length ? say("region_middle", { value: told(known[known.length - 1 >> 1], state.measure) }) : say("region_all_unknown");
  const steps = one.bounds.map((_, step) => step).reverse();
  byId("legend").replaceChildren(...[...steps, ...(one.step.includes(null) ? [null] : [])].map(key));
};
