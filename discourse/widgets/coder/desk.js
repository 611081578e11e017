// The desk put together: opened, listening to the page and to the store, closed. Each thing that it does is told in another module.

/** @import { Asks, News } from "./types.js" */
/** @import { Store } from "./store.js" */
import { decide, decideFocused, giveCode, memoOn, showUndone, takeBack, uncode } from "./deeds.js";
import { showDock, warn } from "./dock.js";
import { passLab, pressKey } from "./keyboard.js";
import { fitNote, keepMemo } from "./memo.js";
import { followSelection, pressMouse, releaseMouse } from "./mouse.js";
import { drawNear } from "./near.js";
import { foldPanel, listCodes, showCounts } from "./panel.js";
import { focusOn, highlight, mendFocus } from "./selection.js";
import { Desk } from "./state.js";
import { hideCard, showCard, showStatus } from "./tell.js";
import { chooseThread, openThread, renew, resized, toggleOthers } from "./thread.js";
import { stepSuggestion } from "./walk.js";

/** @type {Asks} */
const ASKS = { focus: focusOn, decide, decideFocused, note: memoOn, uncode, give: giveCode, resized, news: hearNews };

/** A desk on this store, put into the host and listening. @param {Store} store @param {HTMLElement} host @param {string} height */
export function openDesk(store, host, height) {
  const desk = new Desk(store, height, ASKS);
  host.append(desk.root);
  openThread(desk);
  listen(desk);
  return desk;
}

/** @param {Desk} desk */
function listen(desk) {
  const { signal } = desk.gone, on = { signal };
  desk.root.addEventListener("keydown", (e) => passLab(desk, e), { signal, capture: true });
  desk.root.addEventListener("keydown", (e) => pressKey(desk, e), on);
  for (const type of ["keyup", "keypress", "copy", "cut", "paste"]) desk.root.addEventListener(type, (e) => e.stopPropagation(), on);
  desk.root.addEventListener("mousedown", (e) => pressMouse(desk, e), on);
  document.addEventListener("mouseup", () => releaseMouse(desk), on);
  document.addEventListener("selectionchange", () => followSelection(desk), on);
  window.addEventListener("focus", () => desk.store.refresh(), on);
  window.addEventListener("pagehide", () => keepMemo(desk), on);
  desk.root.addEventListener("pointerenter", () => desk.store.refresh(), on);
  desk.text.addEventListener("focus", () => mendFocus(desk), on);
  for (const type of ["wheel", "touchmove", "mousedown"]) desk.text.addEventListener(type, () => (desk.settling = 0), { signal, passive: true });
  desk.text.addEventListener("scroll", () => scrolled(desk), { signal, passive: true });
  desk.filter.addEventListener("input", () => listCodes(desk), on);
  desk.note.addEventListener("input", () => fitNote(desk), on);
  desk.note.addEventListener("blur", () => keepMemo(desk), on);
  desk.threads.addEventListener("change", () => chooseThread(desk), on);
  desk.card.addEventListener("click", (e) => e.target === desk.card && hideCard(desk), on);
  /** @type {[HTMLElement, () => void][]} */
  const clicks = [
    [desk.toggle, () => foldPanel(desk)], [desk.theirs, () => toggleOthers(desk)],
    [desk.back, () => stepSuggestion(desk, -1)], [desk.fore, () => stepSuggestion(desk, 1)],
    [desk.undo, () => takeBack(desk, "undo")], [desk.redo, () => takeBack(desk, "redo")],
    [desk.help, () => showCard(desk)], [desk.shut, () => hideCard(desk)],
  ];
  for (const [node, does] of clicks) node.addEventListener("click", does, on);
  desk.store.views.add(desk.hear);
}

/** @param {Desk} desk */
function scrolled(desk) {
  if (!desk.width) return;
  desk.top = desk.text.scrollTop;
  drawNear(desk);
}

/** @param {Desk} desk */
export function closeDesk(desk) {
  keepMemo(desk);
  desk.gone.abort();
  desk.size.disconnect();
  desk.store.views.delete(desk.hear);
  highlight(desk, null);
  desk.root.remove();
}

/** @param {Desk} desk @param {News} news */
function hearNews(desk, news) {
  if (news.kind === "status") showStatus(desk);
  else if (news.kind === "refused") warn(desk, news.why ?? "", news.verb);
  else if (news.kind === "thread") openThread(desk);
  else {
    const touched = (news.utterances ?? []).map((id) => desk.byId.get(id)).filter((p) => p !== undefined);
    for (const place of touched) renew(desk, place);
    showCounts(desk);
    if ((news.verb === "undo" || news.verb === "redo") && news.own) showUndone(desk, news.verb, news.undone, touched);
    showDock(desk);
  }
}
