// What the pointer is over: a place in a text, and the passage that a drop there would take. It changes nothing.

/** @import { Span } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { trim } from "../shared/offsets.js";
import { sentence } from "../shared/words.js";
import { unitsBefore } from "./ranges.js";

/** The utterance under the pointer, and the unit of its text there; -1 beside the words. @param {Desk} desk @param {number} x @param {number} y @returns {{place: Place, at: number} | null} */
export function pointedAt(desk, x, y) {
  const under = document.elementFromPoint(x, y), box = under?.closest("article");
  if (!under || !box || !desk.text.contains(box)) return null;
  const place = desk.places[Number(box.dataset.n)];
  if (!place.said.contains(under)) return { place, at: -1 };
  const spot = caretAt(x, y);
  return { place, at: spot && place.said.contains(spot.node) ? unitsBefore(place, spot.node, spot.offset) : -1 };
}

/** @param {number} x @param {number} y @returns {{node: Node, offset: number} | null} */
function caretAt(x, y) {
  if ("caretPositionFromPoint" in document) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  const range = /** @type {any} */ (document).caretRangeFromPoint?.(x, y); // Safari
  return range && { node: range.startContainer, offset: range.startOffset };
}

/** Where a code that is dropped here goes: the selection under the pointer, else the sentence; beside the words the utterance. @param {Desk} desk @param {number} x @param {number} y @returns {Span[]} */
export function dropSpans(desk, x, y) {
  const pointed = pointedAt(desk, x, y);
  if (!pointed) return [];
  const { place, at } = pointed, { text } = place.u;
  if (at >= 0 && desk.selection.some((s) => s.n === place.n && Math.min(s.anchor, s.focus) <= at && at <= Math.max(s.anchor, s.focus))) return desk.selection;
  const [anchor, focus] = at < 0 ? trim(text, 0, text.length) : sentence(text, at);
  return anchor < focus ? [{ n: place.n, anchor, focus }] : [];
}
