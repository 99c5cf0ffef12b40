/* Words of the catalogue and numbers, in the language of the page. */
const say = (key, values = {}) =>
  (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
const number = (value) => new Intl.NumberFormat(data.lang, { maximumFractionDigits: 1 }).format(value);
/* A count of residents as it may be told: few are not told apart. */
const headcount = (count) => (count.startsWith("<") ? say("few", { number: count.slice(1) }) : number(Number(count)));
const helping = nodes.some((node) => node.helps);
