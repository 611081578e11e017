// All that the list of memos can be asked for by key, in the order of its card.

/** @import { Command } from "../shared/types.js" */
/** @import { MemoBrowser } from "./memos.js" */
import { LIST_LEAVES, LIST_MOVES } from "../shared/listshell.js";
import { copyMemos, goToThing, openThing, remove, writeOwn } from "./deeds.js";

/** @type {[string, string]} */
const [READ, WRITE] = ["Read and copy", "Write"];

/** @type {Command[]} */
export const COMMANDS = [
  ...LIST_MOVES,
  { group: READ, told: "the whole of what it is about", keys: { open: ["Enter"] }, does: openThing },
  { group: READ, told: "to its place in an open coding desk", keys: { go: ["g"] }, does: goToThing },
  { group: READ, told: "copy, with what it is about", keys: { copy: ["Ctrl+c"] }, does: copyMemos },
  { group: WRITE, told: "a new note", keys: { note: ["n"] }, does: (/** @type {MemoBrowser} */ b) => b.compose.show() },
  { group: WRITE, told: "a memo on the whole project", keys: { project: ["p"] }, does: (/** @type {MemoBrowser} */ b) => b.onProject() },
  { group: WRITE, told: "change the memo; beside another's, write yours", keys: { memo: ["m"] }, does: writeOwn },
  { group: WRITE, told: "take your memo away", keys: { remove: ["Delete", "Backspace"] }, shown: "Delete", does: remove },
  ...LIST_LEAVES,
];
