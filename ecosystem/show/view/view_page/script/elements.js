/* Elements of the page; text from the data only ever becomes textContent. */
const byId = (id) => document.getElementById(id);

const make = (tag, text, name) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (name) element.className = name;
  return element;
};

const SPACE = "http://www.w3.org/2000/svg";
const svg = (shape, colour) => {
  const picture = document.createElementNS(SPACE, "svg");
  for (const [key, value] of Object.entries({ width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" })) picture.setAttribute(key, value);
  const paths = {
    triangle: "M9 2 16.2 15H1.8z", diamond: "M9 .8 17.2 9 9 17.2.8 9z", square: "M3 3H15V15H3z",
    dot: "M9 2.2a6.8 6.8 0 1 0 .01 0z", hexagon: "M16.2 9 12.6 15.2H5.4L1.8 9 5.4 2.8H12.6z",
    triangleDown: "M9 16 1.8 3H16.2z", ring: "M9 3a6 6 0 1 0 .01 0z",
  };
  const path = document.createElementNS(SPACE, "path");
  path.setAttribute("d", paths[shape] ?? paths.dot);
  path.setAttribute("fill", shape === "ring" ? "#fff" : colour);
  if (shape === "ring") { path.setAttribute("stroke", colour); path.setAttribute("stroke-width", "2"); }
  picture.append(path);
  return picture;
};
const swatch = (dash, colour, wide) => {
  const picture = svg("none", "none");
  picture.setAttribute("width", "30"); picture.setAttribute("viewBox", "0 0 30 18");
  const path = picture.firstChild;
  for (const [key, value] of Object.entries({ d: "M1 9H29", stroke: colour, "stroke-width": wide, "stroke-dasharray": dash.join(" ") })) path.setAttribute(key, value);
  return picture;
};
