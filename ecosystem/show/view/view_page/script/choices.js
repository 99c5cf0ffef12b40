/* What colour and width stand for can be chosen, where there is something to choose; and the table. */
const out = make("div", undefined, "out");
legend.append(out);
const repaint = () => {
  for (const button of legend.querySelectorAll("[data-layer]"))
    button.querySelector("path").setAttribute("fill", state.colour === "layer" ? looks[button.dataset.layer][1] : "#5b6670");
  legend.querySelectorAll("[data-part][aria-pressed=false]").forEach((button) => button.click());
  measured();
  choose(state);
};
const choice = (name, values) => {
  const select = make("select");
  select.id = name;
  select.setAttribute("aria-label", say(name));
  select.append(...values.map((value) => {
    const option = make("option", say(`${name}_${value}`));
    option.value = value;
    return option;
  }));
  select.addEventListener("change", () => { state[name] = select.value; repaint(); });
  out.append(select);
};
if (sizes.size > 1) choice("colour", ["layer", "organisation"]);
if (helped.some((count) => count >= 0)) choice("wide", ["hours", BREADTH]);
const table = make("button", say("as_table"), "link");
table.type = "button";
table.addEventListener("click", () => {
  byId("facts").open = true;
  byId("facts").querySelector("summary").focus();
  byId("facts").scrollIntoView({ behavior: "smooth" });
});
out.append(table);
