// Selecting by mouse or touch. It knows no key.

/** @import { Desk } from "./state.js" */
import { showDock } from "./dock.js";
import { redrawLit } from "./paint.js";
import { inText, rangeOf, readSelection, unitsBefore } from "./ranges.js";
import { focusOn, highlight, letGo, select, unfocus } from "./selection.js";
import { toHome } from "../shared/tell.js";
import { renew } from "./thread.js";

/** @param {Desk} desk @param {MouseEvent} e */
export function pressMouse(desk, e) {
  const target = /** @type {HTMLElement} */ (e.target);
  if (target.closest("input, select, textarea, a, .dc-note, .dc-finder label, .dc-finder code")) return;
  if (target.closest("button")) {
    e.preventDefault(); // the text keeps the focus and its selection
    return;
  }
  if (inText(desk, target) && e.button === 0) {
    if (!e.shiftKey || !desk.selection.length) window.getSelection()?.removeAllRanges(); // else dragging would move the old passage
    desk.dragging = true;
    desk.root.classList.add("dc-dragging");
    highlight(desk, null);
    desk.root.classList.remove("dc-open");
    desk.pressed = target;
    if (document.activeElement !== desk.text) desk.text.focus({ preventScroll: true });
  } else if (!inText(desk, target)) {
    e.preventDefault();
    toHome(desk);
  }
}

/** @param {Desk} desk */
export function releaseMouse(desk) {
  if (!desk.dragging) return;
  requestAnimationFrame(() => { // a click into a selection ends it only after mouseup
    if (!desk.dragging) return; // it was carried away
    desk.dragging = false;
    desk.root.classList.remove("dc-dragging");
    toHome(desk);
    const spans = readSelection(desk);
    if (spans.length) {
      unfocus(desk);
      redrawLit(desk); // first: what is drawn anew loses what was painted on it
      select(desk, spans, false);
      desk.asks.selected(desk);
    } else clicked(desk);
    for (const place of desk.due) renew(desk, place);
    desk.due.clear();
  });
}

/** A click without a selection: the utterance, and the coding under it; again, the next one under it. @param {Desk} desk */
function clicked(desk) {
  const box = desk.pressed?.closest("article"), place = box && desk.places[Number(box.dataset.n)];
  if (!place) return letGo(desk);
  desk.here = place.n;
  const chosen = window.getSelection(), mark = desk.pressed?.closest(".dc-mark");
  if (mark && chosen?.anchorNode) {
    const at = unitsBefore(place, chosen.anchorNode, chosen.anchorOffset);
    const under = place.items.filter((i) => i.a <= at && at <= i.b).sort((x, y) => x.b - x.a - (y.b - y.a));
    const k = under.findIndex((i) => i.id === desk.focused?.id);
    if (under.length) return focusOn(desk, place, under[(k + 1) % under.length], false);
  }
  letGo(desk);
}

/** The selection has moved: by the mouse, by touch, by a reader's software. @param {Desk} desk */
export function followSelection(desk) {
  const chosen = window.getSelection();
  const ours = chosen && desk.put && [chosen.anchorNode, chosen.anchorOffset, chosen.focusNode, chosen.focusOffset].every((x, n) => x === desk.put[n]);
  if (desk.dragging || ours) return;
  if (chosen && !chosen.isCollapsed && inText(desk, chosen.anchorNode) && document.activeElement === desk.text) {
    const spans = readSelection(desk);
    if (spans.length && JSON.stringify(spans) !== JSON.stringify(desk.selection)) {
      desk.selection = spans;
      unfocus(desk);
      highlight(desk, spans.map((s) => rangeOf(desk, s)));
      showDock(desk);
    }
  }
}
