/* The same numbers as a table, in the order one chooses; what is unknown comes last */
const columns = [
  { label: say("region_neighbourhood"), of: (at) => names[at] },
  { label: say("region_code"), of: (at) => codes[at] },
  ...(parents.some((parent) => parent !== null) ? [{ label: say("region_parent"), of: (at) => parents[at] ?? "" }] : []),
  ...measures.map((one, measure) => ({ label: one.label, number: true, of: (at) => one.values[at], said: (at) => told(one.values[at], measure) })),
];
const order = { column: 0, down: false };
const head = byId("all").querySelector("thead"), body = byId("all").querySelector("tbody");
const lines = codes.map((_, at) => {
  const line = make("tr");
  for (const column of columns) {
    const cell = make("td", column.number ? column.said(at) : column.of(at), column.number ? "number" : "");
    if (column === columns[0] && links[at] !== null) {
      const link = make("a", names[at]);
      link.href = links[at];
      cell.replaceChildren(link);
    }
    line.append(cell);
  }
  return line;
});
const rank = () => {
  const { of: value, number } = columns[order.column];
  const sign = order.down ? -1 : 1;
  const rows = codes.map((_, at) => at).filter((at) => !hidden(at)).sort((a, b) => {
    const one = value(a), other = value(b);
    if (one === null || other === null) return (one === null) - (other === null) || a - b;
    return sign * (number ? one - other : one.localeCompare(other, data.lang)) || a - b;
  });
  body.replaceChildren(...rows.map((at) => lines[at]));
  [...head.querySelectorAll("th")].forEach((cell, at) => {
    if (at === order.column) cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    else cell.removeAttribute("aria-sort");
  });
};
const titles = make("tr");
columns.forEach((column, at) => {
  const cell = make("th", undefined, column.number ? "number" : ""), button = make("button", column.label);
  cell.scope = "col";
  button.type = "button";
  button.addEventListener("click", () => { order.down = order.column === at ? !order.down : Boolean(column.number); order.column = at; rank(); });
  cell.append(button);
  titles.append(cell);
});
head.append(titles);
byId("all").querySelector("summary").textContent = say("region_table");
