// What is selected and what is in focus, on the page and in view. It does not know whether a mouse or a key chose it.

/** @import { Item, Span } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { showDock } from "./dock.js";
import { keepMemo } from "./memo.js";
import { redrawLit } from "./paint.js";
import { inText, rangeIn, rangeOf } from "./ranges.js";
import { say, toHome } from "../shared/tell.js";
import { shorten } from "../shared/words.js";

/** @param {Desk} desk @param {Span[]} spans @param {boolean} [reveal] */
export function select(desk, spans, reveal = true) {
  desk.selection = spans;
  if (desk.inHand && (spans.length !== 1 || spans[0].n !== desk.inHand.n)) desk.inHand = null;
  if (spans.length) desk.here = spans[spans.length - 1].n;
  restore(desk);
  if (reveal && spans.length) revealHere(desk);
  pointHere(desk);
  showDock(desk);
}

/** @param {Desk} desk @param {Place} place @param {Item} item @param {boolean} [reveal] */
export function focusOn(desk, place, item, reveal = true) {
  keepMemo(desk);
  desk.focused = { id: item.id, suggested: item.suggested };
  desk.inHand = null;
  redrawLit(desk, place);
  toHome(desk);
  select(desk, [{ n: place.n, anchor: item.a, focus: item.b }], reveal);
  say(desk, `${item.suggested ? "Suggestion" : "Coding"}: ${item.code}, “${shorten(place.u.text.slice(item.a, item.b), 80)}”`);
}

/** A coding that is only now being made is in focus; what was selected stays so. @param {Desk} desk @param {string} id @param {Place} [place] */
export function focusNew(desk, id, place) {
  desk.focused = { id, suggested: false };
  desk.inHand = null;
  desk.lit = place;
}

/** Nothing is in focus any more; what was, stays in hand while something in its utterance is selected. @param {Desk} desk */
export function unfocus(desk) {
  if (desk.focused && !desk.focused.suggested && desk.lit) desk.inHand = { id: desk.focused.id, n: desk.lit.n };
  desk.focused = null;
}

/** @param {Desk} desk */
export function letGo(desk) {
  desk.focused = null;
  desk.inHand = null;
  redrawLit(desk);
  select(desk, [], false);
}

/** Show the selection in the page again, after its text was drawn anew or the focus was elsewhere. @param {Desk} desk */
export function restore(desk) {
  const first = desk.selection[0], last = desk.selection.at(-1), chosen = window.getSelection();
  if (!first || !last) {
    highlight(desk, null);
    if (chosen && inText(desk, chosen.anchorNode)) chosen.removeAllRanges();
    return;
  }
  const a = rangeOf(desk, first), b = rangeOf(desk, last);
  const whole = document.createRange();
  whole.setStart(a.startContainer, a.startOffset);
  whole.setEnd(b.endContainer, b.endOffset);
  highlight(desk, desk.selection.map((s) => rangeOf(desk, s)));
  if (chosen && (document.activeElement === desk.text || document.activeElement === desk.root)) {
    if (last.focus < last.anchor) chosen.setBaseAndExtent(whole.endContainer, whole.endOffset, whole.startContainer, whole.startOffset);
    else chosen.setBaseAndExtent(whole.startContainer, whole.startOffset, whole.endContainer, whole.endOffset);
    desk.put = [chosen.anchorNode, chosen.anchorOffset, chosen.focusNode, chosen.focusOffset];
  }
}

/** @param {Desk} desk */
export function mendFocus(desk) {
  desk.store.refresh();
  if (desk.selection.length && !desk.dragging) restore(desk);
}

/** Keep the passage visible as chosen while the focus is in a field. @param {Desk} desk @param {Range[] | null} ranges */
export function highlight(desk, ranges) {
  if (typeof Highlight !== "function" || !CSS.highlights) return;
  const shared = CSS.highlights.get("dc-held") ?? new Highlight();
  CSS.highlights.set("dc-held", shared);
  for (const range of desk.held) shared.delete(range);
  for (const range of ranges ?? []) shared.add(range);
  desk.held = ranges ?? [];
}

/** @param {Desk} desk */
export function pointHere(desk) {
  desk.pointed?.classList.remove("dc-here");
  desk.pointed = desk.places[desk.here]?.box;
  desk.pointed?.classList.add("dc-here");
}

/** Scroll this desk, and not the notebook, until the moving end of the selection stands well inside. @param {Desk} desk */
export function revealHere(desk) {
  desk.asks.uncover(desk);
  desk.settling = performance.now() + 800;
  scrollToHere(desk);
}

/**
 * What was never drawn turns out taller or flatter than guessed: then the place is looked for again, until all stands.
 * @param {Desk} desk
 */
export function settle(desk) {
  if (performance.now() < desk.settling) scrollToHere(desk);
}

/** @param {Desk} desk */
function scrollToHere(desk) {
  const last = desk.selection.at(-1), place = desk.places[desk.here];
  if (!place) return;
  const view = desk.text.getBoundingClientRect(), room = Math.min(72, view.height / 5), end = place.u.text.length;
  const target = last ? rangeIn(place, Math.max(0, Math.min(last.focus, end - 1)), Math.min(last.focus + 1, end)) : place.box;
  const box = target.getBoundingClientRect(), bottom = last ? box.bottom : Math.min(box.bottom, box.top + view.height - 2 * room);
  if (box.top < view.top + room) desk.text.scrollTop -= view.top + room - box.top;
  else if (bottom > view.bottom - room) desk.text.scrollTop += bottom - view.bottom + room;
}
