// What stands around the text listens to the mouse: the pane of threads, the filters, the coders, the buttons of utterances. It decides nothing.

/** @import { Desk } from "./state.js" */
import { obey } from "../shared/keyboard.js";
import { openMenu, showCoders } from "./coders.js";
import { askOverview, closeSieve, offer, showChips, takeOffer } from "./filters.js";
import { arrange } from "./folding.js";
import { hideHover, hoverOver, leaveHover } from "./hover.js";
import { askedFor } from "./readings.js";
import { listThreads, openChosen, showShelf, showTab } from "./threads.js";

/** To the pane of threads, the filters, the coders, and what is asked of single utterances. @param {Desk} desk @param {{signal: AbortSignal}} on */
export function listenAround(desk, on) {
  for (const [name, head] of desk.tabs) head.addEventListener("click", () => { desk.visiting = false; showTab(desk, name); }, on);
  desk.seek.addEventListener("input", () => { desk.pick = null; desk.shelf.scrollTop = 0; listThreads(desk); }, on);
  desk.shelf.addEventListener("scroll", () => showShelf(desk), { ...on, passive: true });
  desk.rows.addEventListener("click", (e) => {
    const row = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (e.target).closest(".dc-thread"));
    if (row?.dataset.thread) openChosen(desk, row.dataset.thread);
  }, on);
  desk.sieve.addEventListener("input", () => { desk.offered = 0; offer(desk); }, on);
  desk.sieve.addEventListener("blur", () => closeSieve(desk), on);
  desk.options.addEventListener("mousedown", (e) => {
    const row = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (e.target).closest(".dc-offer"));
    e.preventDefault();
    e.stopPropagation(); // the field keeps the focus
    if (row) takeOffer(desk, Number(row.dataset.n));
  }, on);
  desk.text.addEventListener("click", (e) => {
    const node = /** @type {HTMLElement} */ (e.target), does = node.closest("[data-does]"), aside = node.closest(".dc-aside");
    const what = does ? askedFor(desk, does) : "";
    if (what) obey(desk, what);
    else if (aside) {
      desk.opened.add(desk.places[Number(/** @type {HTMLElement} */ (aside).dataset.n)].u.id);
      arrange(desk);
    }
  }, on);
  desk.root.addEventListener("pointerover", (e) => hoverOver(desk, e), on);
  desk.root.addEventListener("pointerleave", () => leaveHover(desk), on);
  for (const type of ["mousedown", "keydown"]) desk.root.addEventListener(type, () => hideHover(desk), { ...on, capture: true });
  desk.text.addEventListener("scroll", () => hideHover(desk), { ...on, passive: true });
  desk.root.addEventListener("mousedown", (e) => {
    if (!desk.menu.hidden && !/** @type {HTMLElement} */ (e.target).closest(".dc-anchor")) openMenu(desk, false);
  }, on);
}

/** A thread was laid out: what fits is asked for anew, where it is another. @param {Desk} desk @param {boolean} same */
export function showOpened(desk, same) {
  if (desk.shown === undefined) return;
  hideHover(desk);
  desk.pick = null;
  showChips(desk);
  showCoders(desk);
  listThreads(desk);
  askOverview(desk, !same);
  arrange(desk);
}
