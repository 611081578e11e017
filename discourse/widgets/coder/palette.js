// The palette: codes found by a few letters of path, brief or terms, the last ones first. It sends nothing itself.

/** @import { Near } from "../shared/popover.js" */
/** @import { Code } from "./types.js" */
/** @import { Desk } from "./state.js" */
import { el, icon } from "../shared/elements.js";
import { leaf, MAC } from "../shared/plainly.js";
import { openPopover } from "../shared/popover.js";
import { bestScore, plainLetters } from "../shared/score.js";
import { shorten } from "../shared/words.js";
import { nameOf } from "./cuts.js";
import { recentCodes } from "./give.js";
import { ink } from "./items.js";

const ROWS = 60; // rows that are listed

/**
 * @typedef {Code & {key: string}} Known
 * @typedef {{code: string, known: Known | null, recent: boolean}} Offer a row: a code, or (without `known`) one that could be made
 * @typedef {{title: string, near: () => Near, several: boolean, memo: boolean, give: (codes: string[], more: {memo: string, define: boolean}) => void}} Asked
 */

/** The codes that fit, best first; without a word, the last ones and then the codebook as it stands. @param {string} wanted @param {Known[]} codes @param {string[]} recent @returns {Offer[]} */
export function offers(wanted, codes, recent) {
  const rank = (/** @type {Known} */ c) => (recent.includes(c.code) ? recent.length - recent.indexOf(c.code) : 0);
  if (!wanted.trim()) {
    const last = recent.slice(0, 6).flatMap((r) => codes.filter((c) => c.code === r));
    return [...last, ...codes.filter((c) => !last.includes(c))].map((known) => ({ code: known.code, known, recent: last.includes(known) }));
  }
  const scored = codes.map((known) => {
    const names = /** @type {[string, number][]} */ ([[leaf(known.code), 1], [known.code, 0.9], [known.brief ?? "", 0.5], ...(known.terms ?? []).map((t) => [t, 0.6])]);
    return { known, score: bestScore(wanted, names) };
  }).filter(({ score }) => score > 4);
  scored.sort((x, y) => y.score - x.score || rank(y.known) - rank(x.known));
  const found = scored.map(({ known }) => ({ code: known.code, known, recent: false }));
  const name = pathOf(wanted), there = codes.some((c) => plainLetters(c.code) === plainLetters(name));
  return name && !there ? [...found, { code: name, known: null, recent: false }] : found;
}

/** What was typed, as a path of codes. @param {string} typed */
export const pathOf = (typed) => typed.split("/").map(nameOf).filter(Boolean).join("/");

/** @param {Desk} desk @param {Asked} asked */
export function openPalette(desk, { title, near, several, memo, give }) {
  const recent = recentCodes(desk), tally = tallyOf(desk);
  /** @type {Set<string>} */
  const ticked = new Set();
  /** @type {Offer[]} */
  let shown = [];
  let at = 0;
  const listed = `${desk.mark}-codes-offered`;
  const field = el("input", { type: "text", role: "combobox", "aria-controls": listed, "aria-label": title, "aria-expanded": "true", "aria-autocomplete": "list", placeholder: title, autocomplete: "off", spellcheck: "false" });
  const list = el("ul", { class: "dc-pal-list", id: listed, tabindex: 0, role: "listbox", "aria-label": "Codes", "aria-multiselectable": String(several) });
  const means = el("div", { class: "dc-meaning", tabindex: 0, role: "group", "aria-label": "What the code means" }), foot = el("div", { class: "dc-foot" });
  const note = el("textarea", { rows: 2, "aria-label": "Memo on the coding", placeholder: "Memo: why this code?" }), noteBox = el("div", { class: "dc-pal-memo", hidden: true }, note);
  /** @param {Offer} offer */
  const toggle = (offer) => {
    if (!several) return;
    if (!ticked.delete(offer.code)) ticked.add(offer.code);
    draw();
    field.focus();
  };
  const done = () => {
    const offer = shown[at], codes = ticked.size ? [...ticked] : offer ? [offer.code] : [];
    if (!codes.length) return;
    popover.close();
    give(codes, { memo: note.value.trim(), define: codes.some((c) => !desk.codes.has(c)) });
  };
  /** @param {Offer} offer @param {number} n */
  const row = (offer, n) => {
    const { known, code } = offer, on = n === at, above = known ? code.slice(0, code.length - leaf(code).length) : "";
    const chip = el("i", { class: known ? "dc-chip-colour" : "dc-chip-colour dc-new", "aria-hidden": "true" });
    if (known) chip.style.background = ink(desk, code);
    const name = known ? [above && el("small", {}, above), leaf(code)] : [el("span", { class: "dc-create" }, "Create code “", el("bdi", {}, code), "”")];
    const tick = several && el("span", { class: "dc-pal-tick", "aria-hidden": "true", click: (/** @type {Event} */ e) => { e.stopPropagation(); toggle(offer); } }, ticked.has(code) && icon("yes"));
    return el("li", {
      role: "option", class: `dc-pal-row${on ? " dc-at" : ""}${ticked.has(code) ? " dc-pal-ticked" : ""}`, "aria-selected": String(ticked.has(code) || on), "data-code": code,
      mousemove: () => { if (at !== n) { at = n; draw(); } }, click: () => done(),
    }, tick, chip, el("span", { class: "dc-label" }, ...name), offer.recent && el("span", { class: "dc-pal-when" }, "recent"),
      el("span", { class: "dc-count" }, known ? String(tally.get(code) || "") : ""), known?.key ? el("kbd", {}, known.key) : el("kbd", { class: "dc-none" }));
  };
  const draw = () => {
    at = Math.max(0, Math.min(at, shown.length - 1));
    list.replaceChildren(...shown.slice(0, ROWS).map(row), ...(shown.length ? [] : [el("li", { class: "dc-nothing" }, "No code of that name.")]));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    const known = shown[at]?.known, told = known ? [known.definition || known.brief, known.include && `Use it for: ${known.include}`, known.exclude && `Not for: ${known.exclude}`] : [];
    const text = told.filter(Boolean).map((t) => el("p", {}, t));
    means.replaceChildren(...(text.length ? text : [el("p", { class: "dc-unsaid" }, shown[at] ? (known ? "Not defined yet." : "It comes into the codebook, and is given, in one step.") : "")]));
    const n = ticked.size, gives = n ? `give ${n > 1 ? `${n}: ` : ""}${shorten([...ticked].map(leaf).join(", "), 30)}` : shown[at] && !shown[at].known ? "create and give" : several ? "give" : "change";
    foot.replaceChildren(el("span", {}, el("kbd", {}, "↵"), gives),
      several ? el("span", {}, el("kbd", {}, `${MAC ? "⌘" : "Ctrl"} ↵`), "several") : "", memo ? el("span", {}, el("kbd", {}, "Tab"), noteBox.hidden ? "memo" : "back") : "", el("span", {}, el("kbd", {}, "Esc"), "leave"));
  };
  const find = () => {
    shown = offers(field.value, [...desk.codes.values()], recent);
    at = 0;
    draw();
  };
  /** @param {KeyboardEvent} e */
  const key = (e) => {
    const inNote = e.target === note, step = { ArrowDown: 1, ArrowUp: -1, PageDown: 7, PageUp: -7 }[e.key];
    if (e.key === "Tab" && memo) {
      noteBox.hidden = false;
      draw();
      (inNote ? field : note).focus();
    } else if (e.key === "Enter" && inNote && e.shiftKey) return false; // a new line
    else if (e.key === "Enter" && !inNote && (e.shiftKey || e.ctrlKey || e.metaKey) && shown[at]) toggle(shown[at]);
    else if (e.key === "Enter") done();
    else if (step && !inNote) {
      at = Math.abs(step) === 1 ? (at + step + shown.length) % Math.max(1, shown.length) : at + step;
      draw();
    } else return false;
    return true;
  };
  const popover = openPopover(desk, { label: title, look: "dc-palette", near, key }, el("div", { class: "dc-ask" }, field), list, means, noteBox, foot);
  field.addEventListener("input", find);
  find();
  popover.place();
  field.focus();
}

/** How often each code stands in this thread, by oneself. @param {Desk} desk @returns {Map<string, number>} */
function tallyOf(desk) {
  const tally = new Map();
  for (const { u } of desk.places) for (const c of desk.store.rows(u.id).codings) if (c.coder === desk.store.coder) tally.set(c.code, (tally.get(c.code) ?? 0) + 1);
  return tally;
}
