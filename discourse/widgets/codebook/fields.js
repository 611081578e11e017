// The fields of a code: written at leisure, kept when they are left. What another person changes meanwhile is shown beside, never over it.

/** @import { Code } from "./types.js" */
/** @import { State } from "./state.js" */
import { act, el } from "../shared/elements.js";
import { MAC } from "../shared/plainly.js";
import { say } from "../shared/tell.js";
import { pathAfter } from "./branches.js";
import { termsOf } from "./drafts.js";

/** @type {[string, string, string][]} name of the field, what stands above it, what it is for */
export const FIELDS = [
  ["brief", "In brief", "One line that a coder remembers"],
  ["definition", "Definition", "What the code means, in full"],
  ["include", "When to use", "What belongs here, also where one might not think of it"],
  ["exclude", "When not to use", "What looks alike and belongs elsewhere; say where"],
  ["example", "Example", "A passage, word by word, that shows it best"],
  ["terms", "Terms", "What find_terms looks for, one on each line: trust*, in good faith"],
  ["memo", "Memo", "Your own thoughts on this code: doubts, borders, what to ask the team"],
];

/** A field with its label, and the function that brings it up to date. @param {State} book @param {string} id @param {string} field @param {string} title @param {string} hint */
export function fieldOf(book, id, field, title, hint) {
  const area = el("textarea", { rows: 1, "data-field": field, placeholder: hint, "aria-label": `${title}: ${hint}`, dir: "auto", spellcheck: "true", "data-lm-suppress-shortcuts": true, disabled: !book.writes || !!book.code(id)?.retired });
  const note = el("div", { class: "dc-dispute", role: "status", hidden: true }), box = el("div", { class: `dc-field dc-f-${field}` }, el("label", {}, el("span", {}, title), area), note);
  area.addEventListener("input", () => {
    const code = book.code(id);
    if (code) book.drafts.type(id, field, area.value, book.now(code, field));
    fit(area);
  });
  area.addEventListener("blur", () => keep(book, id, field));
  const fill = () => {
    const code = book.code(id);
    if (!code) return;
    const now = book.now(code, field), text = book.drafts.shown(id, field, now);
    if (area.value !== text && !(document.activeElement === area && book.drafts.of(id, field))) area.value = text;
    showDispute(book, code, field, note, now);
    fit(area);
  };
  return { box, area, fill };
}

/** Somebody else has changed what is being written. @param {State} book @param {Code} code @param {string} field @param {HTMLElement} note @param {string} now */
function showDispute(book, code, field, note, now) {
  const disputed = book.drafts.disputed(code.id, field, now);
  if (disputed && note.dataset.now === now && !note.hidden) return; // it stands there, perhaps with the focus in it
  note.hidden = !disputed;
  note.dataset.now = now;
  if (!disputed) return note.replaceChildren();
  /** @param {() => void} does */
  const decide = (does) => { does(); book.asks.page(book); book.tree.focus({ preventScroll: true }); };
  note.replaceChildren(el("span", {}, "What you wrote is not saved: this was changed elsewhere meanwhile. ", now ? "It now says: " : "It is empty now.", now && el("q", { dir: "auto" }, now)),
    el("span", { class: "dc-pair" },
      act("Keep mine", "", "", () => decide(() => { book.drafts.keep(code.id, field, now); keep(book, code.id, field); })),
      act("Take theirs", "", "", () => decide(() => book.drafts.drop(code.id, field)))));
  say(book, `${field} of ${code.code} was changed elsewhere while you wrote. Your text is kept; decide below the field.`);
}

/** Send a field, if it has changed. @param {State} book @param {string} id @param {string} field */
export function keep(book, id, field) {
  const code = book.code(id), draft = book.drafts.of(id, field);
  if (!code || !draft || !book.writes) return;
  const now = book.now(code, field);
  if (draft.text.trim() === now) return book.drafts.drop(id, field);
  if (!book.drafts.due(id, field, now)) return;
  const text = draft.text.trim(), path = pathAfter(code.code, book.store.inOrder());
  if (field === "name") {
    if (!text) return book.drafts.drop(id, field);
    book.drafts.send(draft, book.store.send("rename", { code: path, name: text }), text);
  } else if (field === "memo") book.drafts.send(draft, book.store.send("memo", { about: "code", target: path, text }), text);
  else {
    const value = field === "terms" ? termsOf(text) : text;
    book.drafts.send(draft, book.store.send("define", { code: path, fields: { [field]: value } }), [value].flat().join("\n"));
  }
}

/** Send all that was written: the tab is being closed. @param {State} book */
export function keepAll(book) { for (const { id, field } of [...book.drafts.all.values()]) keep(book, id, field); }

/** A key in a field of the page; true where it is dealt with. @param {State} book @param {KeyboardEvent} e @param {HTMLElement} field */
export function keyInPage(book, e, field) {
  const enter = e.key === "Enter" && (e.ctrlKey || e.metaKey || field.dataset.field === "name");
  if (!field.dataset.field || (!enter && e.key !== "Escape")) return false;
  e.preventDefault();
  book.tree.focus({ preventScroll: true }); // leaving the field keeps it
  if (enter) say(book, `Kept; ${MAC ? "⌘" : "Ctrl"}+Z takes it back.`);
  return true;
}

/** As high as its text. @param {HTMLTextAreaElement} area */
export function fit(area) {
  if (CSS.supports("field-sizing", "content") || !area.isConnected) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
