/* Words of the catalogue and numbers, in the language of the page. */
const say = (key, values = {}) =>
  (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
const number = (value) => new Intl.NumberFormat(data.lang, { maximumFractionDigits: 1 }).format(value);
