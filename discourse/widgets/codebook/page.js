// The page on the right: of a code, of a merge, of the colours, of a codebook that is still empty. It is drawn anew only when it is about something else.

/** @import { Code } from "./types.js" */
/** @import { State, Tab } from "./state.js" */
import { act, el } from "../shared/elements.js";
import { count } from "../shared/plainly.js";
import { above } from "./branches.js";
import { colourButton, pickerOf, showCheck } from "./colours.js";
import { fieldOf, FIELDS, fit } from "./fields.js";
import { mergingOf } from "./merging.js";
import { passagesOf } from "./quotes.js";
import { storyOf } from "./story.js";

/** @type {[Tab, string][]} */
const TABS = [["meaning", "Meaning"], ["passages", "Passages"], ["story", "History"]];

/** Show what is to be shown; what is already on the page is only brought up to date. @param {State} book */
export function showPage(book) {
  const code = book.here, merging = book.ticked.size > 1 || (book.merging && book.ticked.size > 0), { may_write } = book.store.state;
  const about = book.checking ? "colours" : merging ? `merge ${[...book.ticked].sort().join()}` : code ? `code ${code.id} ${book.tab} ${book.picking} ${!!code.retired} ${may_write}` : book.codes.length ? "nothing" : "empty";
  book.colours.setAttribute("aria-pressed", String(book.checking));
  if (about === book.shown && !["colours"].includes(about) && !merging) return book.refill?.();
  const before = document.activeElement instanceof HTMLElement && book.page.contains(document.activeElement) ? document.activeElement.dataset.field ?? document.activeElement.className : null;
  const stay = about === book.shown ? book.page.scrollTop : 0;
  book.list?.close();
  book.list = null;
  book.refill = null;
  book.shown = about;
  book.page.className = `dc-page${code && !book.checking && !merging && book.tab === "passages" ? " dc-fixed" : ""}`;
  if (book.checking) showCheck(book, book.page);
  else if (merging) book.page.replaceChildren(mergingOf(book));
  else if (code) drawCode(book, code);
  else book.page.replaceChildren(book.codes.length ? nothingYet(book) : startHere(book));
  book.page.scrollTop = stay;
  if (before) [...book.page.querySelectorAll("button, input, textarea")].filter((n) => n instanceof HTMLElement).find((n) => (n.dataset.field ?? n.className) === before)?.focus({ preventScroll: true });
  /** @type {State} */ (book).refill?.();
}

/** @param {State} book @param {Code} code */
function drawCode(book, code) {
  const name = el("input", { type: "text", class: "dc-name-field", value: book.drafts.shown(code.id, "name", book.now(code, "name")), "data-field": "name", "aria-label": "Name of the code", autocomplete: "off", spellcheck: "false", "data-lm-suppress-shortcuts": true, disabled: !book.writes || !!code.retired });
  const path = el("span", { class: "dc-path" }), used = el("span", { class: "dc-used" }), head = el("header", { class: "dc-page-head" }), colour = el("span");
  const tabs = el("div", { class: "dc-tabs", role: "tablist", "aria-label": "About this code" }, ...TABS.map(([tab, title]) => el("button", { type: "button", role: "tab", "aria-selected": String(tab === book.tab), tabindex: tab === book.tab ? 0 : -1, "data-tab": tab, "data-lm-suppress-shortcuts": true, click: () => openTab(book, tab) }, title)));
  const part = book.tab === "meaning" ? meaningOf(book, code) : book.tab === "passages" ? passagesOf(book, code) : storyOf(book, code);
  head.append(el("div", { class: "dc-name-line" }, colour, el("div", {}, path, name), el("div", { class: "dc-acts" }, ...actsOf(book, code))), used, ...whyNot(book, code), ...(book.picking && book.writes && !code.retired ? [pickerOf(book, code)] : []), tabs);
  book.page.replaceChildren(head, el("div", { class: "dc-tab", role: "tabpanel", "aria-label": TABS.find(([t]) => t === book.tab)?.[1] }, part.box));
  name.addEventListener("input", () => { const now = book.here; if (now) book.drafts.type(code.id, "name", name.value, book.now(now, "name")); });
  name.addEventListener("blur", () => book.asks.page(book));
  let drawn = "", tint = "";
  const refresh = () => {
    const now = book.code(code.id);
    if (!now) return;
    const { mine, all, deep } = book.tally.get(now.code) ?? { mine: 0, all: 0, deep: 0 }, coders = Object.keys(book.store.state.counts[now.code] ?? {}).length;
    path.textContent = above(now.code) ? `${above(now.code)} /` : "";
    if (document.activeElement !== name) name.value = book.drafts.shown(now.id, "name", book.now(now, "name"));
    used.textContent = [all ? `${count(all, "coding")} by ${count(coders, "coder")}, ${mine} of yours` : "Not used yet", deep > all && `${count(deep, "coding")} with the codes below`].filter(Boolean).join(" · ");
    const passages = tabs.querySelector("[data-tab=passages]");
    if (passages) passages.textContent = all ? `Passages ${all.toLocaleString()}` : "Passages";
    if (tint !== now.colour) {
      tint = now.colour;
      colour.replaceChildren(colourButton(book, now));
      const shown = head.querySelector(".dc-picker");
      if (shown && drawn) shown.replaceWith(pickerOf(book, now));
    }
    drawn = "yes";
  };
  refresh();
  book.refill = () => { refresh(); part.fill(); };
}

/** @param {State} book @param {Code} code */
function meaningOf(book, code) {
  const fields = FIELDS.map(([field, title, hint]) => fieldOf(book, code.id, field, title, hint)), others = el("div", { class: "dc-memos" });
  const box = el("div", { class: "dc-meaning" }, ...fields.map((f) => f.box), others);
  const fill = () => {
    const now = book.code(code.id);
    for (const field of fields) field.fill();
    const theirs = book.store.state.memos.filter((m) => m.target === now?.code && m.coder !== book.store.coder);
    others.replaceChildren(...theirs.map((m) => el("p", {}, el("b", {}, el("bdi", {}, m.coder)), el("span", { dir: "auto" }, m.text))));
    requestAnimationFrame(() => fields.forEach((f) => fit(f.area)));
  };
  return { box, fill };
}

/** @param {State} book @param {Code} code */
function actsOf(book, code) {
  if (!book.writes) return [];
  if (code.retired) return [act("Bring back", "", "dc-yes", () => book.asks.send(book, "define", { code: code.code }))];
  return [
    act("New below", "+", "", () => book.commands.find((c) => "below" in c.keys)?.does(book, "below", false)),
    act("Merge into …", "", "", () => { book.ticked = new Set([code.id]); book.merging = true; book.asks.page(book); }),
    act("Split …", "", "", () => { openTab(book, "passages"); book.live.textContent = "Tick passages, then name their new code."; }),
    act("Retire", "", "", () => book.asks.send(book, "retire", { code: code.code })),
  ];
}

/** Why a code cannot be changed. @param {State} book @param {Code} code */
function whyNot(book, code) {
  const heir = code.merged_into, below = code.retired && above(code.code) && book.codes.find((c) => c.code === above(code.code))?.retired;
  if (code.retired) return [el("p", { class: "dc-why" }, heir ? "Merged into " : "Retired: ", heir ? el("bdi", {}, heir) : "its definition and its codings stay; nobody can give it any more.", below ? ` Bringing it back brings ${above(code.code)} back, too.` : "")];
  return book.writes ? [] : [el("p", { class: "dc-why" }, "Open for reading only. To write: ", el("code", {}, 'dc.Project("…", coder="your name")'))];
}

/** @param {State} book @param {Tab} tab */
export function openTab(book, tab) {
  book.tab = tab;
  showPage(book);
  const shown = book.page.querySelector(`[data-tab=${tab}]`);
  if (shown instanceof HTMLElement) shown.focus({ preventScroll: true });
}

/** @param {State} book */
function nothingYet(book) {
  return el("div", { class: "dc-empty" }, el("h2", {}, "Choose a code"), el("p", {}, "Its definition, its passages and its history open here. Drag a code onto another to put it below; between two to order them; tick several with Space to merge them."));
}

/** @param {State} book */
function startHere(book) {
  const { study } = book.store.state;
  const start = book.writes ? [el("p", {}, "Begin with a word for something that people in your material talk about, do, or take for granted. Definitions can wait."), el("div", { class: "dc-acts" }, act("Add the first code", "+", "dc-yes", () => book.commands.find((c) => "below" in c.keys)?.does(book, "beside", false)))] : [el("p", {}, "This project is open for reading only, and has no codes yet.")];
  return el("div", { class: "dc-empty" }, el("h2", {}, "No codes yet"), ...start, el("p", {}, "Or take over a codebook that you have, as YAML; it lives well in git:"), el("pre", {}, `${study}.define(dc.Codebook.read("codebook.yml"))`));
}
