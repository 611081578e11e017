// All that the codebook can be asked for by key, in the order of its card.

/** @import { Command } from "../shared/types.js" */
/** @import { State } from "./state.js" */
import { showCard } from "../shared/card.js";
import { mayWrite, say, toHome } from "../shared/tell.js";
import { besideHere, inTurn, makeCode, moveByKey, retireCode, tickCode } from "./deeds.js";
import { keepAll } from "./fields.js";
import { openTab } from "./page.js";
import { turnAll, walkTree } from "./tree.js";

/** @type {[string, string, string, string]} */
const [MOVE, CHANGE, PAGE, LEAVE] = ["Go through the tree", "Change the tree", "The page of a code", "Leave"];

/** @param {State} book @param {string} name */
const walking = (book, name) => walkTree(book, name);

/** @type {Command[]} */
const MOVING = [
  { group: MOVE, told: "next, previous code", keys: { next: ["ArrowDown"], previous: ["ArrowUp"] }, does: walking },
  { group: MOVE, told: "open, close what stands below", keys: { "fold+": ["ArrowRight"], "fold-": ["ArrowLeft"] }, shown: "→  ←", does: walking },
  { group: MOVE, told: "open all, close all", keys: { all: ["*"], none: ["_"] }, does: (/** @type {State} */ book, name) => turnAll(book, name === "all") },
  { group: MOVE, told: "first, last", keys: { first: ["Home"], last: ["End"] }, does: walking },
  { group: MOVE, told: "the next code that begins so", shown: "letters", keys: {}, does: () => {} },
  { group: MOVE, told: "find by name, brief or term", keys: { find: ["/"] }, does: (/** @type {State} */ book) => { book.root.classList.add("dc-open"); book.filter.focus(); book.filter.select(); } },
];

/** @type {Command[]} */
const CHANGING = [
  { group: CHANGE, told: "a new code below, beside this one", keys: { below: ["+"], beside: ["Shift+Enter"] }, does: (/** @type {State} */ book, name) => makeCode(book, name === "below" && book.here && !book.here.retired ? book.here.code : besideHere(book)) },
  { group: CHANGE, told: "move up, down", shown: "Alt + ↑  ↓", keys: { "move-up": ["Alt+ArrowUp"], "move-down": ["Alt+ArrowDown"] }, does: (/** @type {State} */ book, name) => inTurn(book, () => moveByKey(book, name)) },
  { group: CHANGE, told: "move below the one before, out again", shown: "Alt + →  ←", keys: { "move-in": ["Alt+ArrowRight"], "move-out": ["Alt+ArrowLeft"] }, does: (/** @type {State} */ book, name) => inTurn(book, () => moveByKey(book, name)) },
  { group: CHANGE, told: "tick, to merge several", keys: { tick: [" "] }, shown: "Space", does: (/** @type {State} */ book) => { if (book.chosen) tickCode(book, book.chosen); } },
  { group: CHANGE, told: "retire the code", keys: { retire: ["Delete"] }, does: (/** @type {State} */ book, _, repeated) => { if (!repeated) inTurn(book, () => retireCode(book)); } },
  { group: CHANGE, told: "undo", keys: { undo: ["Ctrl+z"] }, does: (/** @type {State} */ book) => takeBack(book, "undo") },
  { group: CHANGE, told: "redo; also Ctrl + Shift + Z", keys: { redo: ["Ctrl+y", "Ctrl+Shift+z"] }, shown: "Ctrl + Y", does: (/** @type {State} */ book) => takeBack(book, "redo") },
];

/** @type {Command[]} */
const PAGING = [
  { group: PAGE, told: "write its definition", keys: { write: ["Enter"] }, does: (/** @type {State} */ book) => write(book, "definition") },
  { group: PAGE, told: "rename", keys: { rename: ["F2"] }, does: (/** @type {State} */ book) => write(book, "name") },
  {
    group: PAGE, told: "meaning, passages, history", shown: "Alt + 1  2  3", keys: { meaning: ["Alt+1"], passages: ["Alt+2"], story: ["Alt+3"] },
    does: (/** @type {State} */ book, name) => { if (book.here) openTab(book, /** @type {import("./state.js").Tab} */ (name)); if (name === "passages") book.list?.node.focus(); },
  },
  { group: PAGE, told: "in the passages: tick, read on, copy, open", shown: "Space  Enter  c  o", keys: {}, does: () => {} },
  { group: PAGE, told: "keep what is written", shown: "Ctrl + Enter", keys: {}, does: () => {} },
];

/** @type {Command[]} */
const LEAVING = [
  { group: LEAVE, told: "to the fields and buttons", shown: "Tab", keys: {}, does: () => {} },
  { group: LEAVE, told: "let go: ticks, then the widget", keys: { leave: ["Escape"] }, does: (/** @type {State} */ book) => book.asks.leave(book) },
  { group: LEAVE, told: "this card", keys: { card: ["?"] }, does: (book) => showCard(book) },
];

export const COMMANDS = [...MOVING, ...CHANGING, ...PAGING, ...LEAVING];

/** @param {State} book @param {"undo" | "redo"} verb */
function takeBack(book, verb) {
  keepAll(book);
  if (mayWrite(book)) book.store.send(verb);
  toHome(book);
}

/** @param {State} book @param {string} field */
function write(book, field) {
  if (!book.here) return say(book, "Choose a code first.", true);
  if (!mayWrite(book)) return;
  if (book.here.retired) return say(book, "It is retired; bring it back first.", true);
  book.checking = false;
  book.tab = field === "name" ? book.tab : "meaning";
  book.asks.page(book);
  const found = /** @type {HTMLInputElement | null} */ (book.page.querySelector(`[data-field=${field}]`));
  found?.focus();
  if (field === "name") found?.select();
}
