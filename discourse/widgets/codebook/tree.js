// The tree of codes on the left: drawn, walked, searched. It moves no code.

/** @import { Branch } from "./types.js" */
/** @import { State } from "./state.js" */
import { el } from "../shared/elements.js";
import { count, leaf, safeColour } from "../shared/plainly.js";
import { say } from "../shared/tell.js";
import { above, branchesOf, tallyOf } from "./branches.js";
import { inked } from "./state.js";

const KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"; // by which the coding desk gives the first codes
const PATIENCE = 700; // milliseconds between two letters of one word

/** @param {State} book */
export function drawTree(book) {
  const { codes } = book, living = codes.filter((c) => !c.retired), gone = codes.length - living.length, keys = new Map(living.map((c, n) => [c.id, KEYS[n] ?? ""]));
  book.tally = tallyOf(codes, book.store.state.counts, book.store.coder);
  book.branches = branchesOf(codes, book.shut, book.filter.value, book.retired);
  const top = book.tree.scrollTop;
  book.tree.replaceChildren(...book.branches.map((line) => lineOf(book, line, keys.get(line.code.id) ?? "")));
  if (!book.branches.length) book.tree.append(el("div", { class: "dc-nothing", role: "treeitem" }, codes.length && book.filter.value ? "No code of that name." : "No codes yet."));
  book.tree.scrollTop = top;
  const here = book.tree.querySelector(".dc-here");
  if (here) book.tree.setAttribute("aria-activedescendant", here.id);
  else book.tree.removeAttribute("aria-activedescendant");
  book.title.textContent = book.store.state.title || (living.length ? count(living.length, "code") : "Codebook");
  book.title.title = `${count(living.length, "code")}${gone ? `, ${gone} retired` : ""}`;
  book.out.hidden = !gone;
  book.out.textContent = `Retired ${gone}`;
  book.out.setAttribute("aria-pressed", String(book.retired));
}

/** @param {State} book @param {Branch} line @param {string} key */
function lineOf(book, line, key) {
  const { code, name, depth } = line, tally = book.tally.get(code.code) ?? { mine: 0, all: 0, deep: 0 };
  const chip = el("i", { class: "dc-chip-colour", "aria-hidden": "true" }), drafts = [...book.drafts.all.values()].some((d) => d.id === code.id && !d.sent);
  chip.style.background = inked(safeColour(code.colour));
  const told = [code.code, code.retired && (code.merged_into ? `merged into ${code.merged_into}` : "retired"), key && `key ${key}`, `${count(tally.all, "coding")}, ${tally.mine} of yours`, drafts && "not saved yet"];
  const node = el("div", {
    role: "treeitem", id: `${idOf(book)}-${code.id}`, "data-id": code.id, "aria-level": depth + 1, "aria-setsize": line.of, "aria-posinset": line.place,
    "aria-expanded": line.below ? String(line.open) : undefined, "aria-selected": String(code.id === book.chosen || book.ticked.has(code.id)), "aria-label": told.filter(Boolean).join(", "),
    class: `dc-branch${code.id === book.chosen ? " dc-here" : ""}${book.ticked.has(code.id) ? " dc-ticked" : ""}${code.retired ? " dc-gone" : ""}${book.filter.value && !line.hit ? " dc-dim" : ""}`,
    title: [code.code, code.brief || code.definition].filter(Boolean).join("\n"),
  }, el("span", { class: `dc-twisty${line.below ? "" : " dc-none"}`, "aria-hidden": "true" }), chip,
    el("span", { class: "dc-label" }, el("bdi", {}, name)), drafts && el("i", { class: "dc-unsaved", title: "Not saved yet" }),
    el("span", { class: "dc-counts", "aria-hidden": "true" }, tally.all ? el("b", {}, String(tally.mine)) : "", tally.all ? `/${tally.all}` : ""), el("kbd", { class: key ? "" : "dc-none", "aria-hidden": "true" }, key));
  node.style.setProperty("--depth", String(depth));
  return node;
}

/** @type {WeakMap<State, string>} */
const TREES = new WeakMap();

/** @param {State} book */
function idOf(book) {
  if (!TREES.has(book)) TREES.set(book, `dc-tree-${Math.random().toString(36).slice(2, 9)}`);
  return /** @type {string} */ (TREES.get(book));
}

/** Bring the chosen line into view. @param {State} book */
export function revealHere(book) { book.tree.querySelector(".dc-here")?.scrollIntoView({ block: "nearest" }); }

/** Open all that a code stands below, so that it can be seen. @param {State} book @param {string} path */
export function unfold(book, path) {
  for (let top = above(path); top; top = above(top)) {
    const code = book.codes.find((c) => c.code === top);
    if (code) book.shut.delete(code.id);
  }
}

/** @param {State} book @param {string} command */
export function walkTree(book, command) {
  const n = book.branches.findIndex((l) => l.code.id === book.chosen), line = book.branches[n];
  /** @param {number} at */
  const go = (at) => book.branches[at] && book.asks.choose(book, book.branches[at].code.id);
  if (command === "next") go(n + 1);
  else if (command === "previous") go(n < 0 ? book.branches.length - 1 : n - 1);
  else if (command === "first") go(0);
  else if (command === "last") go(book.branches.length - 1);
  else if (!line) go(0);
  else if (command === "fold+") line.below && !line.open ? turn(book, line) : line.below && go(n + 1);
  else if (command === "fold-") line.below && line.open ? turn(book, line) : go(book.branches.findIndex((l) => l.code.code === above(line.code.code)));
}

/** Open or shut. @param {State} book @param {Branch} line */
export function turn(book, line) {
  if (!book.shut.delete(line.code.id)) book.shut.add(line.code.id);
  drawTree(book);
  say(book, `${line.name} ${line.open ? "closed" : "opened"}.`);
}

/** @param {State} book @param {boolean} open */
export function turnAll(book, open) {
  book.shut = new Set(open ? [] : book.codes.map((c) => c.id));
  drawTree(book);
}

/** To the next code that begins with what is typed. @param {State} book @param {string} letter */
export function typeAhead(book, letter) {
  const now = Date.now(), typed = book.typed;
  typed.text = now - typed.at > PATIENCE ? letter : typed.text + letter;
  typed.at = now;
  const word = typed.text.toLocaleLowerCase(), n = book.branches.findIndex((l) => l.code.id === book.chosen), from = word.length > 1 ? Math.max(0, n) : n + 1;
  const found = [...book.branches.slice(from), ...book.branches.slice(0, from)].find((l) => leaf(l.code.code).toLocaleLowerCase().startsWith(word));
  if (found) book.asks.choose(book, found.code.id);
}
