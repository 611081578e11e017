// Dragging a code onto another one (below it) or between two. Where it may go, branches.js says.

/** @import { Code, Side, Spot } from "./types.js" */
/** @import { State } from "./state.js" */
import { carry, ghostOf, scrollAtRim } from "../shared/carry.js";
import { el } from "../shared/elements.js";
import { leaf, safeColour } from "../shared/plainly.js";
import { above, dropOf } from "./branches.js";
import { inked } from "./state.js";

const EDGE = 0.28; // the part of a line's height, above and below, that means "between"

/** @typedef {{line: HTMLElement | null, side: Side, spot: Spot}} Found */

/** @param {State} book @param {AddEventListenerOptions} on */
export function listenToDrags(book, on) {
  book.tree.addEventListener("mousedown", (e) => {
    const id = lineUnder(e.target)?.dataset.id, code = book.code(id ?? null);
    if (e.button === 0 && book.writes && code && !code.retired && !e.ctrlKey && !e.metaKey && !e.shiftKey) carryCode(book, e, code);
  }, on);
}

/** @param {State} book @param {MouseEvent} from @param {Code} code */
function carryCode(book, from, code) {
  /** @type {Found | null} */
  let found = null;
  carry(book, from, {
    ghost: () => ghostOfCode(book, code),
    move(e) {
      scrollAtRim(book.tree, e);
      found = spotUnder(book, code.id, e);
      clear(book);
      found?.line?.classList.add(`dc-drop-${found.side}`);
      if (found && !found.line) book.tree.classList.add("dc-drop-end");
    },
    end(dropped) {
      clear(book);
      const now = book.code(code.id); // as it is called by now
      if (dropped && found && now) book.asks.move(book, now, found.spot);
    },
  });
}

/** @param {State} book @param {Code} code */
function ghostOfCode(book, code) {
  const dot = el("i", { class: "dc-chip-colour" });
  dot.style.background = inked(safeColour(code.colour));
  return ghostOf(book, dot, leaf(code.code));
}

/** What a move is, in words. @param {Code} code @param {Spot} spot */
export function movedTold(code, spot) {
  const name = leaf(code.code), before = spot.before ? ` before ${leaf(spot.before)}` : "";
  if ((spot.under ?? "") === above(code.code)) return `${name} moved${before || " to the end"}.`;
  return `${name} moved ${spot.under ? `below ${spot.under}` : "to the top"}${before}.`;
}

/** @param {EventTarget | null} node @returns {HTMLElement | null} */
const lineUnder = (node) => (node instanceof Element ? node.closest(".dc-branch") : null);

/** Where the code would go, if it was dropped here. @param {State} book @param {string} id @param {MouseEvent} e @returns {Found | null} */
function spotUnder(book, id, e) {
  const under = document.elementFromPoint(e.clientX, e.clientY), code = book.code(id);
  if (!code || !under || !book.tree.contains(under)) return null;
  const line = lineUnder(under), target = book.code(line?.dataset.id ?? null);
  if (!line || !target) { // the empty room below: the end of the top level
    const last = book.codes.filter((c) => !c.code.includes("/")).at(-1);
    return last === code ? null : { line: null, side: "after", spot: {} };
  }
  const box = line.getBoundingClientRect(), part = (e.clientY - box.top) / box.height;
  /** @type {Side} */
  const side = part < EDGE ? "before" : part > 1 - EDGE && line.getAttribute("aria-expanded") !== "true" ? "after" : "into";
  const spot = dropOf(book.retired ? book.codes : book.codes.filter((c) => !c.retired), code, target, side);
  return spot && { line, side, spot };
}

/** @param {State} book */
function clear(book) {
  book.tree.classList.remove("dc-drop-end");
  for (const line of book.tree.querySelectorAll(".dc-branch")) line.classList.remove("dc-drop-before", "dc-drop-into", "dc-drop-after");
}
