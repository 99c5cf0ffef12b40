/* What Python told; text from the data only ever becomes textContent or an attribute by name. */
const data = JSON.parse(document.getElementById("data").textContent);
const { words, measures, names, codes, parents } = data;
/* In the frame of a notebook nothing beside the page can be opened: names are plain text there. */
const inside = location.protocol === "about:";
const links = data.links.map((link) => (inside ? null : link));
const byId = (id) => document.getElementById(id);
const say = (key, values = {}) =>
  (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
const several = (key, count, values = {}) => say(count === 1 ? `${key}_1` : key, { count: whole.format(count), ...values });
const make = (tag, text, name) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (name) element.className = name;
  return element;
};
const draw = (tag, attributes, inside = []) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const forms = measures.map((one) => new Intl.NumberFormat(data.lang, { maximumFractionDigits: one.decimals, minimumFractionDigits: one.few ? 0 : one.decimals }));
const whole = new Intl.NumberFormat(data.lang);

/* A number as it is shown everywhere: on the map, in the panel, in the table */
const told = (value, measure) => value === null ? say("region_unknown")
  : measures[measure].few && value === 0 ? say("region_few") : forms[measure].format(value);
const state = { measure: 0, at: null, over: null, off: new Set() };
const stepOf = (at) => measures[state.measure].step[at];
const hidden = (at) => state.off.has(stepOf(at));
