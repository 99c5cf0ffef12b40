/* What is known of the neighbourhood that is pointed at, or walked to */
const small = (step, one) => {
  const row = make("span", undefined, "steps");
  row.setAttribute("aria-hidden", "true");
  row.append(...one.bounds.map((_, at) => make("i", undefined, step !== null && at <= step ? "on" : "")));
  return row;
};
const tell = () => {
  const at = state.over ?? state.at, room = byId("facts");
  room.replaceChildren();
  ring.setAttribute("d", at === null ? "" : data.paths[at]);
  if (at === null) { room.append(make("p", say("region_choose"), "quiet")); return; }
  room.append(make("h2", names[at]));
  room.append(make("p", [codes[at], parents[at] && say("region_part", { parent: parents[at] })].filter(Boolean).join(" · "), "quiet"));
  const list = make("dl");
  measures.forEach((one, measure) => {
    const row = make("div", undefined, measure === state.measure ? "now" : "");
    const figure = make("dd", told(one.values[at], measure));
    figure.append(small(one.step[at], one));
    row.append(make("dt", one.label), figure);
    list.append(row);
  });
  room.append(list);
  if (links[at] !== null) {
    const go = make("a", say("region_open"), "go");
    go.href = links[at];
    room.append(go);
  } else if (data.links[at] !== null) {
    room.append(make("p", say("region_beside", { file: decodeURIComponent(data.links[at].slice(2)) }), "quiet"));
  }
};

/* The name and the number beside the shape */
const tip = byId("tip");
const point_out = (at) => {
  tip.hidden = at === null;
  if (at === null) return;
  tip.replaceChildren(make("strong", names[at]), make("span", `${told(measures[state.measure].values[at], state.measure)} · ${measures[state.measure].label}`));
  const box = byId("stage").getBoundingClientRect(), shape = shapes[at].getBoundingClientRect();
  const left = shape.left - box.left + shape.width / 2 - tip.offsetWidth / 2;
  const above = shape.top - box.top - tip.offsetHeight - 8;
  tip.style.left = `${Math.max(6, Math.min(box.width - tip.offsetWidth - 6, left))}px`;
  tip.style.top = `${above > 4 ? above : Math.min(box.height - tip.offsetHeight - 6, shape.bottom - box.top + 8)}px`;
};
