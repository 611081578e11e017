// The passages of a code, and its division into new codes. The list itself is shared/passages.js.

/** @import { Code } from "./types.js" */
/** @import { State } from "./state.js" */
import { goThere } from "../shared/desks.js";
import { act, el } from "../shared/elements.js";
import { PassageList } from "../shared/passages.js";
import { count } from "../shared/plainly.js";
import { mayWrite, say } from "../shared/tell.js";
import { above, within } from "./branches.js";

/** The tab with the passages of a code, and the function that brings it up to date. @param {State} book @param {Code} code */
export function passagesOf(book, code) {
  const node = el("div"), told = el("span", { class: "dc-tally", role: "status" }), split = el("div", { class: "dc-split", hidden: true });
  const below = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false", hidden: !book.codes.some((c) => c !== code && within(c.code, code.code)) }, "With codes below");
  const groups = el("select", { "aria-label": "Group by", "data-lm-suppress-shortcuts": true }, ...["thread", "coder", "participant"].map((g) => el("option", { value: g }, `by ${g}`)));
  const seek = el("input", { type: "search", class: "dc-seek", placeholder: "Search in these", "aria-label": "Search in the passages of this code", "data-lm-suppress-shortcuts": true });
  const colours = () => new Map(book.codes.map((c) => [c.code, c.colour]));
  const list = new PassageList(book, node, {
    label: `Passages of ${code.code}`, asked: { code: code.code, group: "thread" }, colours, ticks: book.writes && !code.retired,
    moved: () => { told.textContent = count(list.total, "passage"); drawSplit(book, code, split); },
    empty: () => el("div", { class: "dc-empty" }, el("p", {}, "No passage has this code yet, or none that you may see."), el("pre", {}, `dc.show_coder(${book.store.state.study})`)),
  });
  book.list = list;
  book.parts = [];
  let waiting = 0;
  seek.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => list.show({ search: seek.value.trim() || undefined }), 160);
  });
  groups.addEventListener("change", () => list.show({ group: groups.value }));
  below.addEventListener("click", () => {
    const on = below.getAttribute("aria-pressed") !== "true";
    below.setAttribute("aria-pressed", String(on));
    node.parentElement?.classList.toggle("dc-deep", on);
    list.untick();
    list.show({ below: on || undefined });
  });
  const tools = el("div", { class: "dc-above" }, seek, groups, below, el("span", { class: "dc-space" }), told,
    act("Copy", "", "", () => list.copy()), act("Open", "", "", () => openThere(book)));
  list.load(true);
  const fill = () => {
    const now = book.code(code.id);
    if (now) list.asked = { ...list.asked, code: now.code };
    list.load();
  };
  return { box: el("div", { class: "dc-quotes" }, tools, node, split), fill };
}

/** Go to the passage on a coding desk of this page. @param {State} book */
function openThere(book) {
  const passage = book.list?.passage;
  if (!passage) return say(book, "Choose a passage first.", true);
  const found = goThere(book.store.state.key, { utterance: passage.utterance, id: passage.id, thread: passage.thread });
  if (!found) say(book, `No coding desk of this project is open. In a cell: dc.show_coder(${book.store.state.study})`, true);
  else if (found === "hidden") say(book, "The coding desk went there; it is on another tab.", true);
}

/** The strip in which ticked passages become parts. @param {State} book @param {Code} code @param {HTMLElement} strip */
function drawSplit(book, code, strip) {
  const list = book.list, n = list?.ticked.size ?? 0;
  strip.hidden = !book.writes || (!n && !book.parts.length);
  if (strip.hidden || !list) return;
  const has = strip.querySelector("input"), typed = has?.value ?? "", focused = has && document.activeElement === has;
  const others = [...list.ticked.values()].filter((p) => p.code !== code.code).length;
  const name = el("input", { type: "text", value: typed, placeholder: "Name of the new code", "aria-label": "Name of the new code for the ticked passages", "data-split": true, autocomplete: "off", "data-lm-suppress-shortcuts": true });
  const parts = book.parts.map((part) => el("span", { class: "dc-part" }, el("bdi", {}, part.name), ` ${part.ids.length}`,
    el("button", { type: "button", "aria-label": `Let go of ${part.name}`, click: () => { book.parts = book.parts.filter((p) => p !== part); drawSplit(book, code, strip); } }, "×")));
  const where = above(code.code), told = others ? `${count(others, "ticked passage")} of codes below: these are not split.` : `The new code stands beside this one${where ? `, below ${where}` : ""}; what is not ticked stays.`;
  strip.replaceChildren(
    el("b", {}, n ? `Split: ${count(n, "passage")} ticked` : "Split"), name,
    act("Add a part", "", "", () => addPart(book, code, strip)), act(book.parts.length > 1 || (book.parts.length && n) ? "Split into these" : "Make it a code", "", "dc-yes", () => splitNow(book, code, strip)),
    n ? act("Untick all", "Esc", "", () => list.untick()) : "", el("span", { class: "dc-parts" }, ...parts), el("small", {}, told));
  if (focused) name.focus();
}

/** What is ticked becomes a part; false where it cannot. @param {State} book @param {Code} code @param {HTMLElement} strip */
function addPart(book, code, strip) {
  const name = strip.querySelector("input")?.value.trim() ?? "", ids = [...(book.list?.ticked.values() ?? [])].filter((p) => p.code === code.code).map((p) => p.id);
  if (!name || !ids.length) {
    say(book, ids.length ? "Name the new code first." : "Tick passages first.", true);
    strip.querySelector("input")?.focus();
    return false;
  }
  const taken = new Set(ids);
  book.parts = book.parts.map((p) => ({ ...p, ids: p.ids.filter((id) => !taken.has(id)) })).filter((p) => p.ids.length && p.name !== name);
  book.parts.push({ name, ids });
  /** @type {HTMLInputElement} */ (strip.querySelector("input")).value = "";
  book.list?.untick();
  drawSplit(book, code, strip);
  say(book, `${name}: ${count(ids.length, "passage")}.`);
  return true;
}

/** @param {State} book @param {Code} code @param {HTMLElement} strip */
function splitNow(book, code, strip) {
  if (!mayWrite(book) || (book.list?.ticked.size && !addPart(book, code, strip)) || !book.parts.length) return;
  const parts = Object.fromEntries(book.parts.map((p) => [p.name, p.ids])), now = book.code(code.id);
  if (now && book.asks.send(book, "split_code", { code: now.code, parts })) {
    say(book, `Split off ${book.parts.map((p) => p.name).join(", ")}.`, true);
    book.parts = [];
    drawSplit(book, code, strip);
  }
}

/** A key in the list; true where it is dealt with. @param {State} book @param {KeyboardEvent} e @param {HTMLElement} target */
export function keyInList(book, e, target) {
  const list = book.list;
  if (!list || !target.closest(".dc-blocks")) return false;
  const ctrl = e.ctrlKey || e.metaKey;
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => list.step(1), ArrowUp: () => list.step(-1), PageDown: () => list.step(1, 10), PageUp: () => list.step(-1, 10), Home: () => list.end(1), End: () => list.end(-1),
    ArrowLeft: () => list.fold(false), ArrowRight: () => list.fold(true), " ": () => list.wanted.ticks && list.tick(), Enter: () => list.open(), c: () => list.copy(), o: () => openThere(book),
    Escape: () => (list.ticked.size ? list.untick() : book.tree.focus({ preventScroll: true })),
  };
  if (ctrl || e.altKey || !keys[e.key]) return false;
  e.preventDefault();
  keys[e.key]();
  return true;
}
