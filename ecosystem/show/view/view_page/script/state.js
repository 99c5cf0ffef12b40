/* What was chosen, sought and switched off: everything else follows from this. */
const state = {
  when: "now", /* now, after or difference */
  node: null, finding: null, /* open in the panel */
  over: null, at: null, /* under the pointer; where the keyboard is */
  query: "", filter: {}, /* typed; chosen of each filter, by its name */
  colour: "layer", wide: "hours", /* what colour and width stand for */
  off: new Set(), /* switched off in the legend */
};
