/* Letters on the canvas. Labels were placed for the widths of Arial; where only a wider letter is
   at hand, it is made smaller. The same formulas as in Python. */
const growth = (scale) => Math.max(1, scale ** 0.6);
const lean = (step) => Math.max(-1, Math.min(1, 2 * step));
const family = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const scratch = document.createElement("canvas").getContext("2d");
scratch.font = `100px ${family}`;
const narrower = Math.min(1, data.sample[1] / scratch.measureText(data.sample[0]).width);
const font = (size, bold) => `${bold ? "bold " : ""}${size * narrower}px ${family}`;
const wideOf = (text, size, bold) => {
  scratch.font = font(size, bold);
  return scratch.measureText(text).width;
};
const write = (ctx, text, x, y, colour, halo) => {
  ctx.lineJoin = "round"; ctx.strokeStyle = "#fff"; ctx.lineWidth = halo;
  ctx.strokeText(text, x, y); ctx.fillStyle = colour; ctx.fillText(text, x, y);
};
