// What a person does to the project: each is told at once and sent to the store. Nothing is stored here.

/** @import { Item } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { showDock } from "./dock.js";
import { current, openSuggestions } from "./items.js";
import { keepMemo, noteUtterance } from "./memo.js";
import { redrawLit } from "./paint.js";
import { MAC } from "../shared/plainly.js";
import { focusOn, letGo, revealHere, select } from "./selection.js";
import { mayWrite, say, toHome } from "../shared/tell.js";

/** @param {Desk} desk */
export function uncode(desk) {
  if (!mayWrite(desk)) return;
  keepMemo(desk);
  const now = current(desk);
  if (now?.item.suggested) return say(desk, "This is a suggestion: n rejects it.", true);
  if (!now) return say(desk, "Choose a coding first: click it, or press o on the passage.", true);
  desk.store.send("uncode", { ids: [now.item.id], utterances: [now.place.u.id] });
  desk.focused = null;
  showDock(desk);
  say(desk, `Took ${now.item.code} back; undo with ${MAC ? "⌘" : "Ctrl"}+Z.`);
}

/** @param {Desk} desk @param {Place} place @param {Item} item @param {"accept" | "reject"} verb */
export function decide(desk, place, item, verb) {
  if (!mayWrite(desk)) return;
  const all = openSuggestions(desk), at = all.findIndex((s) => s.item.id === item.id);
  const next = all[at + 1] ?? all.find((s) => s.item.id !== item.id);
  desk.store.send(verb, { ids: [item.id], utterances: [place.u.id] });
  say(desk, `${verb === "accept" ? "Accepted" : "Rejected"} ${item.code}.${next ? "" : " No suggestions are left."}`);
  desk.focused = null;
  if (next) {
    const there = next.place.items.find((i) => i.id === next.item.id);
    if (there) focusOn(desk, next.place, there);
  } else redrawLit(desk);
  showDock(desk);
}

/** @param {Desk} desk @param {"accept" | "reject"} verb */
export function decideFocused(desk, verb) {
  const now = current(desk);
  if (now?.item.suggested) decide(desk, now.place, now.item, verb);
  else say(desk, "No suggestion is in focus: ] goes to the next.", true);
}

/** @param {Desk} desk @param {"undo" | "redo"} verb */
export function takeBack(desk, verb) {
  keepMemo(desk);
  if (mayWrite(desk)) desk.store.send(verb);
  toHome(desk);
}

/** @param {Desk} desk @param {string} verb @param {string | undefined} what @param {Place[]} touched */
export function showUndone(desk, verb, what, touched) {
  /** @type {Record<string, string>} */
  const deeds = {
    code: "the coding", uncode: "the removal", accept: "the acceptance", reject: "the rejection", memo: "the memo", suggest: "the suggestions",
    define: "the change of a code", add: "the addition", recode: "the other code", resize: "the other bounds", split: "the split", join: "the joining",
  };
  desk.inHand = null;
  say(desk, `${verb === "undo" ? "Undone" : "Redone"}: ${deeds[what ?? ""] ?? what ?? "the last deed"}.`, true);
  if (desk.focused && !current(desk)) desk.focused = null;
  const first = touched[0];
  if (first && first.n !== desk.here) {
    desk.here = first.n;
    select(desk, [], false);
    revealHere(desk);
  }
}

/** @param {Desk} desk */
export function writeMemo(desk) {
  if (!mayWrite(desk)) return;
  const now = current(desk);
  if (now?.item.suggested) return say(desk, "Decide on the suggestion first (y or n); then write a memo.", true);
  if (!desk.noting) {
    const place = desk.places[desk.here];
    if (place) noteUtterance(desk, place);
  }
  desk.note.focus();
}

/** @param {Desk} desk @param {Place} place */
export function memoOn(desk, place) {
  desk.here = place.n;
  letGo(desk);
  noteUtterance(desk, place);
  desk.note.focus();
}
