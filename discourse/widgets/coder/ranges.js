// From a place in a text to a place in the page, and back. It selects nothing.

/** @import { Span } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { snap, trim } from "../shared/offsets.js";

/** @param {Place} place @param {number} a @param {number} b */
export function rangeIn(place, a, b) {
  const range = document.createRange();
  const walk = document.createTreeWalker(place.said, NodeFilter.SHOW_TEXT);
  let at = 0, begun = false;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const end = at + /** @type {Text} */ (node).length;
    if (!begun && (a < end || end === place.u.text.length)) {
      range.setStart(node, a - at);
      begun = true;
    }
    if (begun && b <= end) {
      range.setEnd(node, b - at);
      break;
    }
    at = end;
  }
  return range;
}

/** @param {Desk} desk @param {Span} span */
export function rangeOf(desk, { n, anchor, focus }) { return rangeIn(desk.places[n], Math.min(anchor, focus), Math.max(anchor, focus)); }

/** How many units of this utterance stand before a place in the document. @param {Place} place @param {Node} node @param {number} offset */
export function unitsBefore(place, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(place.said);
  const side = before.comparePoint(node, offset);
  if (side < 0) return 0;
  if (side > 0) return place.u.text.length;
  before.setEnd(node, offset);
  return before.toString().length;
}

/**
 * The selection of the page, as far as it lies in the texts; by whole characters, without white space at its ends.
 * @param {Desk} desk @returns {Span[]}
 */
export function readSelection(desk) {
  const chosen = window.getSelection();
  if (!chosen?.rangeCount || chosen.isCollapsed || !chosen.anchorNode || !chosen.focusNode) return [];
  const range = chosen.getRangeAt(0), backwards = chosen.anchorNode !== range.startContainer || chosen.anchorOffset !== range.startOffset;
  if (!range.intersectsNode(desk.text)) return [];
  /** @type {Span[]} */
  const spans = [];
  const sections = desk.parts.filter((p) => range.intersectsNode(p.node)).flatMap((p) => p.sections).filter((s) => range.intersectsNode(s.node));
  for (const place of sections.flatMap((s) => s.places)) {
    if (place.veil || !range.intersectsNode(place.said)) continue;
    const a = unitsBefore(place, range.startContainer, range.startOffset), b = unitsBefore(place, range.endContainer, range.endOffset);
    const [from, to] = trim(place.u.text, ...snap(place.u.text, Math.min(a, b), Math.max(a, b)));
    if (from < to) spans.push(backwards ? { n: place.n, anchor: to, focus: from } : { n: place.n, anchor: from, focus: to });
  }
  return spans;
}

/** @param {Desk} desk @param {Node | null} node */
export function inText(desk, node) { return !!node && desk.text.contains(node); }

/** Where the selection stands on the screen, or else the utterance that one is at. @param {Desk} desk */
export function nearSelection(desk) {
  const last = desk.selection.at(-1), view = desk.text.getBoundingClientRect();
  const rects = last ? [...rangeOf(desk, last).getClientRects()].filter((r) => r.height && r.width) : [];
  if (!rects.length) {
    const box = desk.places[desk.here]?.box.getBoundingClientRect() ?? view;
    return { left: box.left + 26, right: box.right, top: Math.max(view.top, box.top), bottom: Math.min(view.bottom, box.top + 40) };
  }
  const tail = rects[rects.length - 1];
  return { left: tail.left, right: tail.right, top: Math.min(...rects.map((r) => r.top)), bottom: Math.max(...rects.map((r) => r.bottom)) };
}
