// The desk put together: opened, listening to the page and to the store, closed. Each thing that it does is told in another module.

/** @import { News } from "../shared/types.js" */
/** @import { Asks } from "./types.js" */
/** @import { Codings } from "./codings.js" */
/** @import { Spot } from "../shared/desks.js" */
import { openTo } from "../shared/desks.js";
import { obey } from "../shared/keyboard.js";
import { toHome } from "../shared/tell.js";
import { COMMANDS } from "./commands.js";
import { decide, decideFocused, giveCode, memoOn, showUndone, uncode } from "./deeds.js";
import { showDock, warn } from "./dock.js";
import { draftMemo, fitNote, keepMemo } from "./memo.js";
import { followSelection, pressMouse, releaseMouse } from "./mouse.js";
import { drawNear } from "./near.js";
import { listenToSearch, searchKey } from "./finding.js";
import { clearHits, paintHits } from "./hits.js";
import { endFind, foldPanel, listCodes, showCounts, stepInList } from "./panel.js";
import { goToHit, searchAnew, visitHit } from "./search.js";
import { focusOn, highlight, mendFocus } from "./selection.js";
import { Desk } from "./state.js";
import { arrive, visit } from "./visit.js";
import { askedFor, showRead } from "./readings.js";
import { hideHover, hoverOver, leaveHover } from "./hover.js";
import { arrange, uncover } from "./folding.js";
import { askOverview, closeSieve, keyInSieve, offer, openSieve, setFilters, showChips, takeOffer } from "./filters.js";
import { openMenu, showCoders, stepInMenu } from "./coders.js";
import { openThread, renew, resized } from "./thread.js";
import { keyInThreads, listThreads, openChosen, showShelf, showTab, stepInTabs, visitThreads } from "./threads.js";
import { stepSuggestion } from "./walk.js";

/** @type {Asks} */
const ASKS = {
  focus: focusOn, decide, decideFocused, note: memoOn, uncode, give: giveCode, resized, uncover, read: showRead, counted: showCoders, opened,
  painted: paintHits, hit: goToHit, visit: visitHit,
};

export class CodingDesk extends Desk {
  /** A desk on this store. @param {Codings} store @param {string} height */
  constructor(store, height) {
    super(store, height, COMMANDS, ASKS);
    /** @type {(() => void) | undefined} */
    this.leaves = undefined;
  }

  /** @param {HTMLElement} host @override */
  open(host) {
    super.open(host);
    showTab(this, "codes");
    openThread(this);
    listen(this);
    this.leaves = openTo(this.store.state.key, this);
  }

  /** Show this passage. @param {Spot} spot */
  visit(spot) { visit(this, spot); }

  /** @override */
  close() {
    this.leaves?.();
    keepMemo(this);
    this.size.disconnect();
    clearTimeout(this.asking);
    hideHover(this);
    highlight(this, null);
    clearHits(this);
    super.close();
  }

  /** @param {News} news @override */
  heard(news) {
    if (news.kind === "refused") warn(this, news.why ?? "", news.verb);
    else if (news.kind === "shown") {
      openThread(this);
      searchAnew(this);
      arrive(this);
    }
    else if (news.kind === "rows") showRows(this, news);
    else super.heard(news);
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} field @param {string} command @override */
  keyInField(e, field, command) {
    if (searchKey(this, e, field, command) || keyInThreads(this, e, field) || keyInSieve(this, e, field)) return;
    const done = e.key === "Escape" || (field === this.note && e.key === "Enter" && (e.ctrlKey || e.metaKey));
    if (done) {
      e.preventDefault();
      if (field === this.filter) endFind(this);
      toHome(this);
    } else if (field === this.filter && e.key === "Enter" && this.hits.length) {
      e.preventDefault();
      const { code } = this.hits[0];
      endFind(this);
      giveCode(this, code, true);
    } else if (field === this.filter && e.key === "ArrowDown") {
      e.preventDefault();
      this.list.querySelector("button")?.focus();
    }
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} target @param {string} command @override */
  keyElsewhere(e, target, command) {
    return target === this.shelf || searchKey(this, e, target, command) || stepInMenu(this, e, target) || stepInTabs(this, e, target) || stepInList(this, e, target);
  }
}

/** @param {CodingDesk} desk */
function listen(desk) {
  const { signal } = desk.gone, on = { signal };
  listenToSearch(desk, signal);
  desk.root.addEventListener("mousedown", (e) => pressMouse(desk, e), on);
  document.addEventListener("mouseup", () => releaseMouse(desk), on);
  document.addEventListener("selectionchange", () => followSelection(desk), on);
  for (const type of ["pagehide", "freeze", "visibilitychange"]) window.addEventListener(type, () => keepMemo(desk), { signal, capture: true });
  desk.text.addEventListener("focus", () => mendFocus(desk), on);
  for (const type of ["wheel", "touchmove", "mousedown"]) desk.text.addEventListener(type, () => (desk.settling = 0), { signal, passive: true });
  desk.text.addEventListener("scroll", () => scrolled(desk), { signal, passive: true });
  desk.filter.addEventListener("input", () => listCodes(desk), on);
  desk.note.addEventListener("input", () => { fitNote(desk); draftMemo(desk); }, on);
  desk.note.addEventListener("blur", () => keepMemo(desk), on);
  /** @type {[HTMLElement, () => void][]} */
  const clicks = [
    [desk.toggle, () => foldPanel(desk)], [desk.theirs, () => openMenu(desk, !!desk.menu.hidden)],
    [desk.chooser, () => visitThreads(desk)], [desk.funnel, () => openSieve(desk)], [desk.clear, () => { setFilters(desk, []); toHome(desk); }],
    [desk.back, () => stepSuggestion(desk, -1)], [desk.fore, () => stepSuggestion(desk, 1)],
  ];
  for (const [node, does] of clicks) node.addEventListener("click", does, on);
  listenAround(desk, on);
}

/** To the pane of threads, the filters, the coders, and what is asked of single utterances. @param {CodingDesk} desk @param {{signal: AbortSignal}} on */
function listenAround(desk, on) {
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
function opened(desk, same) {
  if (desk.shown === undefined) return;
  hideHover(desk);
  desk.pick = null;
  showChips(desk);
  showCoders(desk);
  listThreads(desk);
  askOverview(desk, !same);
  arrange(desk);
}

/** @param {CodingDesk} desk */
function scrolled(desk) {
  if (!desk.width) return;
  desk.top = desk.text.scrollTop;
  drawNear(desk);
}

/** @param {CodingDesk} desk @param {News} news */
function showRows(desk, news) {
  const touched = (news.utterances ?? []).map((id) => desk.byId.get(id)).filter((p) => p !== undefined);
  for (const place of touched) renew(desk, place);
  showCounts(desk);
  if (touched.length || news.utterances?.length) askOverview(desk, false);
  if ((news.verb === "undo" || news.verb === "redo") && news.own) showUndone(desk, news.verb, news.undone, touched);
  showDock(desk);
}
