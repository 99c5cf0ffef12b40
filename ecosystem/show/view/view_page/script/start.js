/* Begin, and say when the first picture stood. */
measured();
choose({});
fit();
network.once("afterDrawing", () => { document.documentElement.dataset.drawn = String(Math.round(performance.now())); });
network.redraw();
