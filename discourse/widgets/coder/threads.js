// The pane of threads: which there are, how far each is, how much of it fits. Only the rows in view are in the page. It opens none itself.

/** @import { Desk } from "./state.js" */
import { el } from "../shared/elements.js";
import { count } from "../shared/plainly.js";
import { say, toHome } from "../shared/tell.js";
import { dot } from "./coders.js";
import { keepMemo } from "./memo.js";
import { goToThread } from "./thread.js";

const ROW = 66; // pixels, as the style sheet has it
const SPARE = 6; // rows drawn above and below the view

/** The threads whose title, or name, holds the words that were typed, and of which something fits. @param {Desk} desk */
export function listThreads(desk) {
  const { threads, thread } = desk.store.state, wanted = desk.seek.value.trim().toLocaleLowerCase(), { fits } = desk.overview;
  desk.found = threads.filter((t) => (!wanted || t.title.toLocaleLowerCase().includes(wanted) || t.id.toLocaleLowerCase().includes(wanted)) && (!fits || fits[t.id]));
  const at = desk.found.findIndex((t) => t.id === (desk.pick ?? thread));
  desk.pick = desk.found[at < 0 ? 0 : at]?.id ?? null;
  desk.tally.textContent = desk.found.length === threads.length ? count(threads.length, "thread") : `${desk.found.length.toLocaleString()} of ${count(threads.length, "thread")}`;
  desk.tally.hidden = desk.found.length === threads.length;
  desk.rows.style.height = `${desk.found.length * ROW}px`;
  showShelf(desk);
}

/** The rows that can be seen now. @param {Desk} desk */
export function showShelf(desk) {
  if (desk.tab !== "threads") return;
  const { scrollTop, clientHeight } = desk.shelf, from = Math.max(0, Math.floor(scrollTop / ROW) - SPARE), to = Math.ceil((scrollTop + clientHeight) / ROW) + SPARE;
  desk.rows.replaceChildren(...desk.found.slice(from, to).map((t, k) => rowOf(desk, t, from + k)));
  if (!desk.found.length) desk.rows.replaceChildren(el("div", { class: "dc-nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" }, desk.overview.fits ? "No thread fits the filters." : "No thread of that name."));
  const active = desk.found.findIndex((t) => t.id === desk.pick);
  desk.seek.setAttribute("aria-activedescendant", active < from || active >= to ? "" : `${desk.mark}-t${active}`);
}

/** @param {Desk} desk @param {{id: string, title: string, utterances: number}} t @param {number} n */
function rowOf(desk, t, n) {
  const { read = 0, coded = 0, suggestions = 0, coders = [] } = desk.overview.counts[t.id] ?? {}, fits = desk.overview.fits?.[t.id], open = t.id === desk.store.state.thread;
  const share = (/** @type {number} */ part) => `${Math.min(100, (100 * part) / Math.max(1, t.utterances))}%`;
  const told = fits === undefined ? `${coded ? `${coded} of ` : ""}${coded ? t.utterances.toLocaleString() : count(t.utterances, "utterance")}${coded ? " coded" : ""}` : `${fits.toLocaleString()} of ${count(t.utterances, "utterance")} fit${fits === 1 ? "s" : ""}`;
  const bar = el("span", { class: "dc-far", "aria-hidden": "true" }, el("i", { class: "dc-far-read", style: `width:${share(Math.max(read, coded))}` }), el("i", { class: "dc-far-coded", style: `width:${share(coded)}` }));
  const spoken = [t.title, told, read ? `${read} read` : "", suggestions ? count(suggestions, "suggestion") : "", coders.length ? `also coded by ${coders.join(", ")}` : ""].filter(Boolean).join(", ");
  const row = el("div", {
    role: "option", id: `${desk.mark}-t${n}`, class: "dc-thread", "data-thread": t.id, title: `${t.title}\n${t.id}`, "aria-label": spoken, "aria-selected": String(t.id === desk.pick),
    "aria-current": open ? "true" : undefined, "aria-posinset": n + 1, "aria-setsize": desk.found.length,
  }, el("b", { dir: "auto" }, t.title), bar, el("span", { class: "dc-facts" }, el("span", {}, told),
    suggestions > 0 && el("span", { class: "dc-asks", title: count(suggestions, "open suggestion") }, `${suggestions}?`),
    coders.length > 0 && el("span", { class: "dc-dots", title: `Also coded by ${coders.join(", ")}` }, ...coders.slice(0, 4).map((name) => dot(desk, name)), coders.length > 4 && `+${coders.length - 4}`)));
  row.style.top = `${n * ROW}px`;
  return row;
}

/** A key in the field of the threads; true where it is dealt with. @param {Desk} desk @param {KeyboardEvent} e @param {HTMLElement} field */
export function keyInThreads(desk, e, field) {
  if (field !== desk.seek) return false;
  const now = desk.found.findIndex((t) => t.id === desk.pick), page = Math.max(1, Math.floor(desk.shelf.clientHeight / ROW) - 1);
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[e.key];
  if (step) {
    const to = Math.max(0, Math.min(desk.found.length - 1, now + step));
    desk.pick = desk.found[to]?.id ?? null;
    if (to * ROW < desk.shelf.scrollTop) desk.shelf.scrollTop = to * ROW;
    else if ((to + 1) * ROW > desk.shelf.scrollTop + desk.shelf.clientHeight) desk.shelf.scrollTop = (to + 1) * ROW - desk.shelf.clientHeight;
    showShelf(desk);
  } else if (e.key === "Enter" && desk.pick) openChosen(desk, desk.pick);
  else if (e.key === "Escape") leaveThreads(desk);
  else return false;
  e.preventDefault();
  return true;
}

/** @param {Desk} desk @param {string} thread */
export function openChosen(desk, thread) {
  keepMemo(desk);
  leaveThreads(desk);
  if (thread !== desk.store.state.thread) goToThread(desk, thread);
}

/** The thread before or after the open one, among those listed. @param {Desk} desk @param {1 | -1} step */
export function stepThread(desk, step) {
  const at = desk.found.findIndex((t) => t.id === desk.store.state.thread), to = desk.found[at < 0 && step < 0 ? -1 : at + step];
  if (!to) return say(desk, step > 0 ? "This is the last thread." : "This is the first thread.", true);
  openChosen(desk, to.id);
  say(desk, to.title);
}

/** Back to the text; by key one had only come for a moment. @param {Desk} desk */
function leaveThreads(desk) {
  desk.seek.value = "";
  desk.pick = null;
  desk.root.classList.remove("dc-open");
  desk.toggle.setAttribute("aria-expanded", "false");
  if (desk.visiting) showTab(desk, "codes");
  listThreads(desk);
  toHome(desk);
}

/** By key, or by the name of the thread in the bar. @param {Desk} desk */
export function visitThreads(desk) {
  if (desk.store.state.threads.length < 2) return say(desk, "This project has one thread.", true);
  desk.visiting = desk.tab !== "threads" || desk.visiting;
  desk.root.classList.add("dc-open");
  desk.toggle.setAttribute("aria-expanded", "true");
  showTab(desk, "threads");
  desk.seek.focus();
  desk.seek.select();
}

/** @param {Desk} desk @param {"threads" | "codes"} tab */
export function showTab(desk, tab) {
  desk.tab = tab;
  for (const [name, head, pane] of desk.tabs) {
    head.setAttribute("aria-selected", String(name === tab));
    head.tabIndex = name === tab ? 0 : -1;
    pane.hidden = name !== tab;
  }
  if (tab === "codes") return void (desk.visiting = false);
  const at = desk.found.findIndex((t) => t.id === desk.store.state.thread);
  if (at >= 0 && (at * ROW < desk.shelf.scrollTop || (at + 1) * ROW > desk.shelf.scrollTop + desk.shelf.clientHeight)) desk.shelf.scrollTop = (at - 1) * ROW;
  showShelf(desk);
}

/** A key on a tab; true where it is dealt with. @param {Desk} desk @param {KeyboardEvent} e @param {HTMLElement} target */
export function stepInTabs(desk, e, target) {
  if (target.getAttribute("role") !== "tab" || !/^Arrow(Left|Right)$|^Home$|^End$/.test(e.key)) return false;
  e.preventDefault();
  const tab = desk.tab === "threads" ? "codes" : "threads";
  showTab(desk, tab);
  desk.tabs.find(([name]) => name === tab)?.[1].focus();
  return true;
}
