// Dragging a code onto another one (below it) or between two. Where it may go, branches.js says.

/** @import { Code, Side, Spot } from "./types.js" */
/** @import { State } from "./state.js" */
import { leaf } from "../shared/plainly.js";
import { above, dropOf } from "./branches.js";

const EDGE = 0.28; // the part of a line's height, above and below, that means "between"

/** @param {State} book @param {AddEventListenerOptions} on */
export function listenToDrags(book, on) {
  const { tree } = book;
  tree.addEventListener("dragstart", (e) => {
    const line = lineUnder(e);
    if (!line || !book.writes) return e.preventDefault();
    book.dragged = line.dataset.id ?? null;
    e.dataTransfer?.setData("text/plain", book.code(book.dragged)?.code ?? "");
    if (e.dataTransfer) e.dataTransfer.effectAllowed = "move";
    e.stopPropagation(); // else the notebook thinks that a cell is meant
  }, on);
  for (const type of /** @type {const} */ (["dragenter", "dragover"])) tree.addEventListener(type, (e) => {
    if (!book.dragged) return;
    const found = spotUnder(book, e);
    clear(book);
    e.stopPropagation();
    if (!found) return;
    e.preventDefault();
    if (e.dataTransfer) e.dataTransfer.dropEffect = "move";
    found.line?.classList.add(`dc-drop-${found.side}`);
    if (!found.line) tree.classList.add("dc-drop-end");
  }, on);
  tree.addEventListener("dragleave", (e) => !tree.contains(/** @type {Node | null} */ (e.relatedTarget)) && clear(book), on);
  tree.addEventListener("drop", (e) => {
    const found = spotUnder(book, e), code = book.code(book.dragged);
    e.preventDefault();
    e.stopPropagation();
    clear(book);
    book.dragged = null;
    if (found && code) book.asks.move(book, code, found.spot);
  }, on);
  tree.addEventListener("dragend", () => {
    clear(book);
    book.dragged = null;
  }, on);
}

/** What a move is, in words. @param {Code} code @param {Spot} spot */
export function movedTold(code, spot) {
  const name = leaf(code.code), before = spot.before ? ` before ${leaf(spot.before)}` : "";
  if ((spot.under ?? "") === above(code.code)) return `${name} moved${before || " to the end"}.`;
  return `${name} moved ${spot.under ? `below ${spot.under}` : "to the top"}${before}.`;
}

/** @param {DragEvent} e @returns {HTMLElement | null} */
const lineUnder = (e) => (e.target instanceof Element ? e.target.closest(".dc-branch") : null);

/** @param {State} book @param {DragEvent} e @returns {{line: HTMLElement | null, side: Side, spot: Spot} | null} */
function spotUnder(book, e) {
  const code = book.code(book.dragged), line = lineUnder(e), target = book.code(line?.dataset.id ?? null);
  if (!code) return null;
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
