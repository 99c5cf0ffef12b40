/* Loosen: ties pull who works together to each other, all else keeps apart (Fruchterman and
   Reingold), a bounded number of steps from the fixed places, so the same each time; and back again. */
let loosened = false;
const homes = nodes.map(({ x, y }) => ({ x, y }));
const STEPS = 150, WORK = 120000, APART = 58; /* steps times nodes at most; ideal distance */
const spread = () => {
  const spots = homes.map(({ x, y }) => ({ x, y })), steps = Math.ceil(Math.min(STEPS, WORK / nodes.length));
  const pulls = ties.filter((tie) => !tie.found).map((tie) => [spots[tie.a], spots[tie.b]]);
  for (let step = 0; step < steps; step += 1) {
    const most = 30 * (1 - step / steps) + 1;
    for (const spot of spots) { spot.fx = -spot.x * 0.06; spot.fy = -spot.y * 0.09; }
    const push = (one, two, by) => {
      const dx = two.x - one.x || 0.1, dy = two.y - one.y || 0.1, far = Math.hypot(dx, dy), force = by(far) / far;
      one.fx -= dx * force; one.fy -= dy * force; two.fx += dx * force; two.fy += dy * force;
    };
    spots.forEach((one, at) => { for (let next = at + 1; next < spots.length; next += 1) push(one, spots[next], (far) => (5 * APART ** 2) / (far + 10)); });
    for (const [one, two] of pulls) push(one, two, (far) => (-0.35 * far ** 2) / APART / Math.sqrt(1 + pulls.length / spots.length));
    for (const spot of spots) {
      const far = Math.hypot(spot.fx, spot.fy) || 1, go = Math.min(far, most) / far;
      spot.x += spot.fx * go; spot.y += spot.fy * go;
    }
  }
  return spots.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
};
const loosen = () => {
  loosened = !loosened;
  byId("loosen").setAttribute("aria-pressed", String(loosened));
  const spots = loosened ? spread() : homes;
  nodes.forEach((node, at) => Object.assign(node, spots[at]));
  dataset.update([...spots.map((spot, id) => ({ id, ...spot })), { id: nodes.length, hidden: loosened }]);
  network.setOptions({ interaction: { dragNodes: loosened } });
  fit();
  refresh();
};
byId("loosen").addEventListener("click", loosen);
network.on("dragging", ({ nodes: [at] }) => {
  if (!loosened || at === undefined) return;
  Object.assign(nodes[at], network.getPosition(at));
  known = { when: [] };
  network.redraw();
});
