// A code is carried from the codebook onto the text, or the selection onto a code. Selecting by mouse stays as it is. It knows no key but Escape.

/** @import { Span } from "./types.js" */
/** @import { Desk } from "./state.js" */
import { carry, follow, ghostOf, putGhost, scrollAtRim } from "../shared/carry.js";
import { el } from "../shared/elements.js";
import { leaf } from "../shared/plainly.js";
import { shorten } from "../shared/words.js";
import { giveCodes } from "./give.js";
import { ink } from "./items.js";
import { dropSpans, pointedAt } from "./pointed.js";
import { rangeOf } from "./ranges.js";
import { select } from "./selection.js";
import { renew } from "./thread.js";

/** Listen for both. @param {Desk} desk */
export function listenForDrags(desk) {
  desk.root.addEventListener("mousedown", (e) => {
    if (e.button !== 0 || !desk.store.state.may_write) return;
    const target = /** @type {HTMLElement} */ (e.target), row = /** @type {HTMLElement | null} */ (target.closest(".dc-list [data-code]"));
    if (row?.dataset.code) carryCode(desk, e, row.dataset.code);
    else if (insideSelection(desk, e)) carrySelection(desk, [...desk.selection]);
  }, { signal: desk.gone.signal, capture: true });
}

/** @param {Desk} desk @param {MouseEvent} e */
function insideSelection(desk, e) {
  if (!desk.selection.length || e.shiftKey || !desk.text.contains(/** @type {Node} */ (e.target))) return false;
  const at = pointedAt(desk, e.clientX, e.clientY);
  return !!at && at.at >= 0 && dropSpans(desk, e.clientX, e.clientY) === desk.selection;
}

/** @param {Desk} desk @param {MouseEvent} from @param {string} code */
function carryCode(desk, from, code) {
  /** @type {Span[]} */
  let spans = [];
  carry(desk, from, {
    ghost: () => ghostOfCode(desk, code),
    move(e) {
      spans = dropSpans(desk, e.clientX, e.clientY);
      preview(desk, spans);
      if (spans.length) scrollAtRim(desk.text, e);
    },
    end(dropped) {
      preview(desk, []);
      if (!dropped || !spans.length) return;
      if (spans !== desk.selection) select(desk, spans, false);
      giveCodes(desk, [code], { byMouse: true });
    },
  });
}

/** A press inside the selection draws a new one, as ever; it carries the old one only when it goes into the codebook. @param {Desk} desk @param {Span[]} spans */
function carrySelection(desk, spans) {
  /** @type {HTMLElement | null} */
  let ghost = null;
  /** @type {HTMLElement | null} */
  let over = null;
  follow(desk, {
    move(e) {
      const under = document.elementFromPoint(e.clientX, e.clientY), inside = !!under && desk.panel.contains(under);
      over?.classList.remove("dc-onto");
      over = inside ? under.closest("[data-code]") : null;
      over?.classList.add("dc-onto");
      preview(desk, inside ? spans : []);
      if (!inside) return ghost?.remove(), void (ghost = null);
      const { u } = desk.places[spans[0].n], { anchor, focus } = spans[0];
      ghost ??= ghostOf(desk, el("q", {}, el("bdi", {}, shorten(u.text.slice(Math.min(anchor, focus), Math.max(anchor, focus)), 48))));
      putGhost(desk, ghost, e);
    },
    end(dropped) {
      const code = over?.dataset.code;
      over?.classList.remove("dc-onto");
      ghost?.remove();
      preview(desk, []);
      if (!dropped || !ghost) return;
      desk.dragging = false; // what was drawn on the way was no selection
      desk.root.classList.remove("dc-dragging");
      for (const place of desk.due) renew(desk, place);
      desk.due.clear();
      select(desk, spans, false);
      if (code) giveCodes(desk, [code], { byMouse: true });
    },
  });
}

/** @param {Desk} desk @param {string} code */
function ghostOfCode(desk, code) {
  const dot = el("i", { class: "dc-chip-colour" });
  dot.style.background = ink(desk, code);
  return ghostOf(desk, dot, leaf(code));
}

/** Paint what a drop would take. @param {Desk} desk @param {Span[]} spans */
function preview(desk, spans) {
  if (typeof Highlight === "function" && CSS.highlights) CSS.highlights.set("dc-drop", new Highlight(...spans.map((s) => rangeOf(desk, s))));
  for (const box of desk.text.querySelectorAll(".dc-dropping")) box.classList.remove("dc-dropping");
  for (const { n } of spans) desk.places[n].box.classList.add("dc-dropping");
}
