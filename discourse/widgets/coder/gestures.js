// The gestures of coding by key: the palette, in vivo, other bounds, another code, all suggestions alike. Their commands, for commands.js.

/** @import { Command } from "../shared/types.js" */
/** @import { Desk } from "./state.js" */
import { hint } from "../shared/keys.js";
import { mayWrite, say } from "../shared/tell.js";
import { changeCode, joinCodings, nudgeCoding, splitCoding, takeSelection } from "./bounds.js";
import { giveCodes } from "./give.js";
import { current } from "./items.js";
import { askLikewise } from "./likewise.js";
import { openPalette } from "./palette.js";
import { nearSelection } from "./ranges.js";
import { askInVivo } from "./vivo.js";

const CHANGE = "Change a coding";

/** @type {Command[]} */
export const FINDING = [
  { group: "Code", told: "the palette: find a code by a few letters, several at once, with a memo", keys: { palette: ["c"] }, does: askCode },
  { group: "Code", told: "in vivo: the words become a code", keys: { vivo: ["v"] }, does: askInVivo },
];

/** @type {Command[]} */
export const CHANGING = [
  { group: CHANGE, told: "another code for it, or for the suggestion", keys: { change: ["e"] }, does: askChange },
  { group: CHANGE, told: "its start a word earlier, later", keys: { "start-": ["("], "start+": [")"] }, does: nudgeCoding },
  { group: CHANGE, told: "its end a word earlier, later", keys: { "end-": ["<"], "end+": [">"] }, does: nudgeCoding },
  { group: CHANGE, told: "it takes the words that were selected since", keys: { take: ["="] }, does: takeSelection },
  { group: CHANGE, told: "split it: at the selection, or behind a sentence", keys: { split: ["x"] }, does: splitCoding },
  { group: CHANGE, told: "join it with what touches it", keys: { join: ["+"] }, does: joinCodings },
];

/** @type {Command[]} */
export const DECIDING_ALIKE = [
  { group: "Decide on suggestions", told: "all like this: shown first, then accepted or rejected", keys: { likewise: ["a"] }, does: (desk) => void askLikewise(desk) },
];

/** @param {Desk} desk */
function askCode(desk) {
  if (!mayWrite(desk)) return;
  if (!desk.selection.length) return say(desk, "Select a passage first: drag over it, or press Space for the whole utterance.", true);
  openPalette(desk, {
    title: "Find a code", near: () => nearSelection(desk), several: true, memo: true,
    give: (codes, more) => giveCodes(desk, codes, more),
  });
}

/** @param {Desk} desk */
function askChange(desk) {
  if (!mayWrite(desk)) return;
  const now = current(desk);
  if (!now || (!now.item.suggested && now.item.coder !== desk.store.coder)) return say(desk, `Choose a coding of yours, or a suggestion, first: click it, or press ${hint(desk.bindings, "overlap")} on the passage.`, true);
  if (now.item.id.includes(":")) return say(desk, "This was accepted a moment ago and is on its way; try again.", true);
  openPalette(desk, {
    title: `Change “${now.item.code}” to …`, near: () => nearSelection(desk), several: false, memo: false,
    give: ([code], { define }) => changeCode(desk, now.place, now.item, code, define),
  });
}
