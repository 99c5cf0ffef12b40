/* What Python told: nodes, ties, findings and words. */
const data = JSON.parse(document.getElementById("data").textContent);
const { words, marks, findings, frame, rings, captions, looks, families } = data;
const rows = (columns) => (Object.values(columns)[0] ?? []).map((_, at) =>
  Object.fromEntries(Object.keys(columns).map((key) => [key, columns[key][at]]).filter((pair) => pair[1] !== null)));
const nodes = rows(data.nodes), ties = rows(data.ties);

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

const kindOf = (node) => node.kind === "actor" ? say(`layer_${node.layer}`) : say(node.kind);
