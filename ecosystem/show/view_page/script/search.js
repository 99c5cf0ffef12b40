/* Searching, and the keys that lead there and back. */
byId("search").addEventListener("input", (event) => { state.query = event.target.value; choose({}); });
byId("search").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const hit = matches();
  const at = hit ? hit.indexOf(true) : -1;
  if (at >= 0) choose({ node: at });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== byId("search")) { event.preventDefault(); byId("search").focus(); }
  if (event.key === "Escape") { byId("search").value = ""; state.query = ""; choose({}); }
});
