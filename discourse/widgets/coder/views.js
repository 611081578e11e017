// The commands by which a thread is walked and looked at otherwise: threads, filters, folding, reading, coders. It does none of them.

/** @import { Command } from "../shared/types.js" */
import { openMenu, stepDispute } from "./coders.js";
import { openSieve } from "./filters.js";
import { foldAll, foldHere, unfoldHere } from "./folding.js";
import { explain } from "./hover.js";
import { goToParent, goToSource, markAll, markHere, stepToDo } from "./readings.js";
import { stepThread, visitThreads } from "./threads.js";

/** @type {[string, string]} */
const [READ, TEAM] = ["Read and find", "Compare coders"];

/** @type {Command[]} */
export const VIEWING = [
  { group: READ, told: "threads: type, ↑ ↓, Enter opens", keys: { threads: ["t"] }, does: visitThreads },
  { group: READ, told: "next, previous thread", keys: { "thread+": ["Alt+ArrowDown"], "thread-": ["Alt+ArrowUp"] }, shown: "Alt + ↓ ↑", does: (desk, name) => stepThread(desk, name.endsWith("+") ? 1 : -1) },
  { group: READ, told: "filter: by state, code, participant, words", keys: { sift: ["f"] }, does: openSieve },
  { group: READ, told: "next, previous that is neither coded nor read", keys: { "todo+": ["u"], "todo-": ["Alt+u"] }, shown: "u, Alt + U", does: (desk, name) => stepToDo(desk, name.endsWith("+") ? 1 : -1) },
  { group: READ, told: "read, or not after all; all that is shown", keys: { read: ["s"], "read-all": ["Alt+s"] }, shown: "s, Alt + S", does: (desk, name) => (name === "read" ? markHere(desk) : markAll(desk)) },
  { group: READ, told: "fold the replies, unfold them", keys: { fold: ["h"], unfold: ["l"] }, does: (desk, name) => (name === "fold" ? foldHere(desk) : unfoldHere(desk)) },
  { group: READ, told: "fold all replies, or none", keys: { "fold-all": ["Alt+h"] }, does: foldAll },
  { group: READ, told: "back to what this answers", keys: { parent: ["b"] }, does: goToParent },
  { group: READ, told: "open it on the web, or copy its reference", keys: { reference: ["g"] }, does: goToSource },
  { group: TEAM, told: "coders: who is shown, colours, side by side", keys: { coders: ["w"] }, does: (desk) => openMenu(desk, true) },
  { group: TEAM, told: "next, previous disagreement", keys: { "dispute+": ["d"], "dispute-": ["Alt+d"] }, shown: "d, Alt + D", does: (desk, name) => stepDispute(desk, name.endsWith("+") ? 1 : -1) },
  { group: TEAM, told: "explain the coding in focus", keys: { explain: ["i"] }, does: explain },
];
