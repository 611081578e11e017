// A memo in the list, with the words of the thing that it is about. It decides nothing.

/** @import { MemoBrowser } from "./memos.js" */
/** @import { Memo } from "./told.js" */
import { el } from "../shared/elements.js";
import { safeColour, showLocal } from "../shared/plainly.js";
import { drawWhole } from "../shared/whole.js";

/** @type {Record<string, string>} */
const KINDS = { note: "Note", project: "Project", code: "Code", participant: "Participant", thread: "Thread", utterance: "Utterance", coding: "Passage" };

/** @param {MemoBrowser} browser @param {Memo} memo @returns {Node[]} */
export function drawMemo(browser, memo) {
  const whole = browser.wholes.get(memo.id), own = memo.coder === browser.store.coder;
  const head = el("div", { class: "dc-on" }, el("small", {}, KINDS[memo.about] ?? memo.about), ...thing(browser, memo));
  const body = whole ? drawWhole(whole, memo.start, memo.end) : memo.words && el("div", { class: "dc-quote dc-about", dir: "auto" }, memo.about === "coding" ? el("q", {}, memo.words) : memo.words);
  const source = el("div", { class: "dc-source" }, el("span", {}, own ? "yours" : el("bdi", {}, memo.coder)), el("span", {}, el("time", { datetime: memo.created_at }, showLocal(memo.created_at))));
  const cell = el("div", { role: "gridcell", class: "dc-cell" }, head, el("div", { class: "dc-thought", dir: "auto" }, memo.text), body, source);
  const row = el("div", { class: `dc-passage dc-memo-row${own ? "" : " dc-theirs"}`, role: "presentation" }, cell);
  row.style.setProperty("--c", inkOf(browser, memo.code));
  return [row];
}

/** @param {MemoBrowser} browser @param {Memo} memo @returns {(Node | string)[]} */
function thing(browser, memo) {
  const { about, code, participant, title, target } = memo, parts = [];
  if (memo.gone) return [el("i", {}, "no longer there")];
  if (code) {
    const dot = el("i", { class: "dc-chip-colour", "aria-hidden": "true" });
    dot.style.background = inkOf(browser, code);
    parts.push(el("b", {}, dot, el("bdi", {}, code)));
  }
  if (about === "note") parts.push(el("b", {}, el("bdi", {}, target)));
  if (about === "project") parts.push(el("b", {}, el("bdi", {}, browser.store.state.project)));
  if (about === "participant" || about === "coding" || about === "utterance") parts.push(el(about === "participant" ? "b" : "span", {}, el("bdi", {}, participant ?? "Unnamed")));
  if (title) parts.push(el(about === "thread" ? "b" : "span", { class: "dc-where" }, el("bdi", {}, title)));
  return parts;
}

/** @param {MemoBrowser} browser @param {string} [code] */
export function inkOf(browser, code) {
  const colour = browser.store.state.codes.find((/** @type {any} */ c) => c.code === code)?.colour;
  return `color-mix(in oklab, ${safeColour(colour ?? "")} var(--dc-keep), var(--dc-pole))`;
}
