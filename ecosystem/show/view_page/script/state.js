/* What was chosen, sought and switched off: everything else follows from this. */
const state = { node: null, finding: null, query: "", only: false, off: new Set(), over: null };
