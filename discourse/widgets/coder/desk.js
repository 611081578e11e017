// The desk put together: opened, listening to the page and to the store, closed. Each thing that it does is told in another module.

/** @import { News } from "../shared/types.js" */
/** @import { Asks } from "./types.js" */
/** @import { Codings } from "./codings.js" */
/** @import { Spot } from "../shared/desks.js" */
import { openTo } from "../shared/desks.js";
import { toHome } from "../shared/tell.js";
import { listenForBar, offerBar } from "./bar.js";
import { COMMANDS } from "./commands.js";
import { decide, decideFocused, memoOn, showUndone, uncode } from "./deeds.js";
import { showDock, warn } from "./dock.js";
import { listenForDrags } from "./drag.js";
import { giveCode } from "./give.js";
import { placeHandles } from "./handles.js";
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
import { showRead } from "./readings.js";
import { hideHover } from "./hover.js";
import { listenAround, showOpened } from "./around.js";
import { uncover } from "./folding.js";
import { askOverview, keyInSieve, openSieve, setFilters } from "./filters.js";
import { openMenu, showCoders, stepInMenu } from "./coders.js";
import { openThread, renew, resized } from "./thread.js";
import { keyInThreads, showTab, stepInTabs, visitThreads } from "./threads.js";
import { stepSuggestion } from "./walk.js";

/** @type {Asks} */
const ASKS = {
  focus: focusOn, decide, decideFocused, note: memoOn, uncode, give: giveCode, placed: placeHandles, selected: offerBar, resized: resizedAll,
  uncover, read: showRead, counted: showCoders, opened: showOpened, painted: paintHits, hit: goToHit, visit: visitHit,
};

/** @param {Desk} desk */
function resizedAll(desk) {
  resized(desk);
  placeHandles(desk);
}

export class CodingDesk extends Desk {
  /** A desk on this store. @param {Codings} store @param {string} height @param {Record<string, string[]>} [keys] */
  constructor(store, height, keys = {}) {
    super(store, height, COMMANDS, ASKS, keys);
    /** @type {(() => void) | undefined} */
    this.leaves = undefined;
  }

  /** @param {HTMLElement} host @override */
  open(host) {
    super.open(host);
    showTab(this, "codes");
    openThread(this);
    listen(this);
    listenForDrags(this);
    listenForBar(this);
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
    } else if (news.kind === "rows") showRows(this, news);
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
