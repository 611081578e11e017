// All that the quotation browser can be asked for by key, in the order of its card.

/** @import { Command } from "../shared/types.js" */
/** @import { PassageBrowser } from "./browser.js" */
import { LIST_LEAVES, LIST_MOVES, LIST_TICKS } from "../shared/listshell.js";
import { decide, goTo, recode, uncode, writeMemo } from "./deeds.js";

/** @type {[string, string]} */
const [READ, DO] = ["Read and copy", "Change"];

/** @type {Command[]} */
const READING = [
  { group: READ, told: "the passage in place: the whole utterance, and what it answers", keys: { open: ["Enter"] }, does: (/** @type {PassageBrowser} */ b) => b.passages.open() },
  { group: READ, told: "the sentences around all passages, or not", keys: { context: ["x"] }, does: (/** @type {PassageBrowser} */ b) => b.toggleContext() },
  { group: READ, told: "to its place in an open coding desk", keys: { go: ["g"] }, does: goTo },
  { group: READ, told: "copy with the source; on a group, all of it", keys: { copy: ["Ctrl+c"] }, does: (/** @type {PassageBrowser} */ b) => b.passages.copy() },
];

/** @type {Command[]} */
const CHANGING = [
  { group: DO, told: "another code", keys: { recode: ["c"] }, does: recode },
  { group: DO, told: "memo on the coding", keys: { memo: ["m"] }, does: writeMemo },
  { group: DO, told: "take codings back", keys: { uncode: ["Delete", "Backspace"] }, shown: "Delete", does: uncode },
  { group: DO, told: "accept, reject a suggestion", keys: { accept: ["y"], reject: ["n"] }, does: (/** @type {PassageBrowser} */ b, name, repeated) => { if (!repeated) decide(b, name === "accept" ? "accept" : "reject"); } },
];

export const COMMANDS = [...LIST_MOVES, ...LIST_TICKS, ...READING, ...CHANGING, ...LIST_LEAVES];
