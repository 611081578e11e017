// All that the desk can be asked for by key, in the order of its card. A new command is a line here, or a list of its own module's.

/** @import { Command } from "../shared/types.js" */
/** @import { Desk } from "./state.js" */
import { showCard } from "../shared/card.js";
import { say } from "../shared/tell.js";
import { decideFocused, takeBack, uncode, writeMemo } from "./deeds.js";
import { CHANGING, DECIDING_ALIKE, FINDING } from "./gestures.js";
import { giveCode, giveCodes } from "./give.js";
import { SEARCHING } from "./finding.js";
import { codeKeys } from "./keys.js";
import { showTab } from "./threads.js";
import { VIEWING } from "./views.js";
import { closeSearch } from "./search.js";
import { cycleCodings, goBy, goFar, leave, reach, stepSuggestion } from "./walk.js";

/** @type {[string, string, string, string]} */
const [MOVE, DECIDE, CODE, LEAVE] = ["Move and select", "Decide on suggestions", "Code", "Leave"];

/** @param {Desk} desk @param {string} command */
const reaching = (desk, command) => {
  const name = command.replace(/[+-]$/, ""), said = desk.places[desk.here]?.said;
  const leftwards = /^(word|grow|grow-character)$/.test(name) && said && getComputedStyle(said).direction === "rtl"; // → goes back there
  reach(desk, name, command.endsWith("-") !== !!leftwards ? -1 : 1);
};

/** @type {Command[]} */
const MOVING = [
  { group: MOVE, told: "next, previous utterance", keys: { next: ["j", "ArrowDown"], previous: ["k", "ArrowUp"] }, does: (desk, name) => goBy(desk, name === "next" ? 1 : -1) },
  {
    group: MOVE, told: "first, last utterance", shown: "Ctrl + Home  End", keys: { start: ["Ctrl+Home"], end: ["Ctrl+End"] },
    does: (desk, name) => goFar(desk, /** @type {"start" | "end"} */ (name)),
  },
  { group: MOVE, told: "next, previous word", keys: { "word+": ["ArrowRight"], "word-": ["ArrowLeft"] }, does: reaching },
  { group: MOVE, told: "first, last word", keys: { first: ["Home"], last: ["End"] }, does: reaching },
  {
    group: MOVE, told: "select more or less: by words, by lines", shown: "Shift + → ← ↓ ↑", does: reaching,
    keys: { "grow+": ["Shift+ArrowRight"], "grow-": ["Shift+ArrowLeft"], "grow-line+": ["Shift+ArrowDown"], "grow-line-": ["Shift+ArrowUp"] },
  },
  {
    group: MOVE, told: "by single characters", shown: "Alt + Shift + → ←", does: reaching,
    keys: { "grow-character+": ["Alt+Shift+ArrowRight"], "grow-character-": ["Alt+Shift+ArrowLeft"] },
  },
  { group: MOVE, told: "select to the start, to the end", shown: "Shift + Home  End", keys: { "grow-first": ["Shift+Home"], "grow-last": ["Shift+End"] }, does: reaching },
  { group: MOVE, told: "the sentence; again: the next one too", keys: { sentence: ["."] }, does: reaching },
  { group: MOVE, told: "the paragraph; again: the next one too", keys: { paragraph: ["p"] }, does: reaching },
  { group: MOVE, told: "the whole utterance", keys: { utterance: [" ", "Enter"] }, does: reaching },
];

/** @type {Command[]} */
const DECIDING = [
  { group: DECIDE, told: "next, previous suggestion", keys: { "suggestion+": ["]"], "suggestion-": ["["] }, does: (desk, name) => stepSuggestion(desk, name.endsWith("+") ? 1 : -1) },
  {
    group: DECIDE, told: "accept, reject; then on to the next", keys: { accept: ["y"], reject: ["n"] },
    does: (desk, name, repeated) => !repeated && decideFocused(desk, /** @type {"accept" | "reject"} */ (name)),
  },
];

/** @type {Command[]} */
const CODING = [
  { group: CODE, told: "give the selection that code (letters with Shift)", shown: "1 – 9, A – Z", keys: codeKeys(), does: giveByKey },
  ...FINDING,
  { group: CODE, told: "filter the codebook; Enter gives the first", keys: { find: ["Alt+c"] }, shown: "Alt + C", does: findCode },
  {
    group: CODE, told: "the last code once more", keys: { repeat: ["r"] },
    does: (desk) => (desk.latest.length ? giveCodes(desk, desk.latest) : say(desk, "No code was given yet.", true)),
  },
  { group: CODE, told: "next coding at this place", keys: { overlap: ["o"] }, does: cycleCodings },
  { group: CODE, told: "take the coding in focus back", keys: { uncode: ["Delete", "Backspace"] }, shown: "Delete", does: uncode },
  { group: CODE, told: "memo on the coding in focus, or on the utterance", keys: { memo: ["m"] }, does: writeMemo },
  { group: CODE, told: "undo", keys: { undo: ["Ctrl+z"] }, does: (desk) => takeBack(desk, "undo") },
  { group: CODE, told: "redo; also Ctrl + Shift + Z", keys: { redo: ["Ctrl+y", "Ctrl+Shift+z"] }, shown: "Ctrl + Y", does: (desk) => takeBack(desk, "redo") },
];

/** @type {Command[]} */
const LEAVING = [
  { group: LEAVE, told: "to the buttons", shown: "Tab", keys: {}, does: () => {} },
  { group: LEAVE, told: "let go: first the selection, then the search, then the desk", keys: { leave: ["Escape"] }, does: letGoOrLeave },
  { group: LEAVE, told: "this card", keys: { card: ["?"] }, does: showCard },
];

export const COMMANDS = [...MOVING, ...DECIDING, ...DECIDING_ALIKE, ...CODING, ...CHANGING, ...SEARCHING, ...VIEWING, ...LEAVING];

/** @param {Desk} desk */
function letGoOrLeave(desk) {
  if (desk.selection.length || desk.focused || !closeSearch(desk)) leave(desk);
}

/** @param {Desk} desk @param {string} command @param {boolean} repeated */
function giveByKey(desk, command, repeated) {
  const key = command.slice("code:".length), code = [...desk.codes.values()].find((c) => c.key === key);
  if (repeated) return;
  if (code) giveCode(desk, code.code);
  else say(desk, `No code has the key ${key}.`, true);
}

/** @param {Desk} desk */
function findCode(desk) {
  desk.root.classList.add("dc-open");
  showTab(desk, "codes");
  desk.filter.focus();
  desk.filter.select();
}
