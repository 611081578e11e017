// What a person does to the codebook: told at once, and sent to the store. Nothing is stored here.

/** @import { Code, Spot } from "./types.js" */
/** @import { State } from "./state.js" */
import { act, el } from "../shared/elements.js";
import { leaf } from "../shared/plainly.js";
import { mayWrite, say, toHome } from "../shared/tell.js";
import { above, moveOf, pathAfter } from "./branches.js";
import { movedTold } from "./dragging.js";
import { keepAll } from "./fields.js";
import { drawTree, unfold } from "./tree.js";

/** The operation's id, or null where nobody may write. @param {State} book @param {string} verb @param {Record<string, any>} args */
export function send(book, verb, args) {
  if (!mayWrite(book)) return null;
  keepAll(book);
  const there = new Set(book.codes.map((c) => c.code)), coming = book.store.inOrder();
  const now = (/** @type {any} */ said) => (there.has(said) ? pathAfter(said, coming) : said);
  const meant = Object.entries(args).map(([name, said]) => [name, ["code", "under", "before", "into"].includes(name) ? now(said) : name === "codes" ? said.map(now) : said]);
  return book.store.send(verb, Object.fromEntries(meant));
}

/** @param {State} book @param {Code} code @param {Spot} spot */
export function moveCode(book, code, spot) {
  if (!send(book, "move", { code: code.code, ...spot })) return;
  book.chosen = code.id;
  const parent = book.codes.find((c) => c.code === spot.under);
  if (parent) book.shut.delete(parent.id);
  say(book, movedTold(code, spot));
}

const SHAPING = ["define", "rename", "move", "merge_codes", "split_code", "retire", "undo", "redo"];

/** What goes by the shape of the tree waits until it is known: a key that is pressed twice moves twice. @param {State} book @param {() => void} does */
export function inTurn(book, does) {
  if (book.store.inOrder().some((o) => SHAPING.includes(o.verb))) book.waiting.push(does);
  else does();
}

/** The next of what waits. @param {State} book */
export function nextInTurn(book) {
  const does = book.waiting.shift();
  if (does) inTurn(book, does);
}

/** @param {State} book @param {string} command */
export function moveByKey(book, command) {
  const code = book.here, way = /** @type {"up" | "down" | "in" | "out"} */ (command.replace("move-", ""));
  if (!code || code.retired) return say(book, "Choose a code first.", true);
  const spot = moveOf(book.retired ? book.codes : book.codes.filter((c) => !c.retired), code, way);
  if (spot) moveCode(book, code, spot);
  else say(book, { up: "It is the first there.", down: "It is the last there.", in: "Nothing stands before it that it could go below.", out: "It stands at the top already." }[way], true);
}

/** Ask for a new code, below a code or at the top. @param {State} book @param {string} under */
export function makeCode(book, under) {
  if (!mayWrite(book)) return;
  const field = el("input", { type: "text", placeholder: under ? `New code below ${leaf(under)}` : "New code", "aria-label": under ? `Name of a new code below ${under}` : "Name of a new code at the top", "data-making": true, autocomplete: "off", spellcheck: "true", "data-lm-suppress-shortcuts": true });
  book.under = under;
  book.making.hidden = false;
  book.making.replaceChildren(field, act("Add", "↵", "dc-yes", () => addCode(book)), el("small", {}, under ? "" : "at the top; a/b makes b below a"));
  book.root.classList.add("dc-open");
  field.focus();
}

/** @param {State} book */
export function addCode(book) {
  const field = book.making.querySelector("input"), name = field?.value.trim();
  if (!field || !name) return;
  const code = book.under ? `${book.under}/${name}` : name, there = book.codes.find((c) => c.code === code);
  if (there && !there.retired) {
    say(book, `There is a code ${code}.`, true);
    return book.asks.choose(book, there.id);
  }
  if (!send(book, "define", { code })) return;
  book.awaited = code;
  field.value = "";
  say(book, there ? `Brought ${code} back.` : `Added ${code}.`);
}

/** @param {State} book */
export function endMaking(book) {
  book.making.hidden = true;
  book.making.replaceChildren();
  toHome(book);
}

/** @param {State} book */
export function retireCode(book) {
  const code = book.here;
  if (!code) return say(book, "Choose a code first.", true);
  if (code.retired) return say(book, `${code.code} is retired already.`, true);
  if (send(book, "retire", { code: code.code })) say(book, `Retired ${code.code}: its definition and its codings stay. Undo brings it back.`, true);
}

/** @param {State} book @param {string} id */
export function tickCode(book, id) {
  const code = book.code(id);
  if (!code || code.retired) return;
  if (!book.ticked.delete(id)) book.ticked.add(id);
  book.checking = false;
  drawTree(book);
  book.asks.page(book);
  say(book, `${leaf(code.code)} ${book.ticked.has(id) ? "ticked" : "no longer ticked"}; ${book.ticked.size} ticked.`);
}

/** Make a code the one whose page is open. @param {State} book @param {string | null} id @param {boolean} [away] the focus goes to the tree */
export function chooseCode(book, id, away = true) {
  keepAll(book);
  const code = book.code(id);
  if (book.chosen !== id) book.picking = false;
  book.chosen = id;
  book.checking = false;
  book.merging = false;
  if (code?.retired) book.retired = true;
  if (code) unfold(book, code.code);
  drawTree(book);
  book.asks.page(book);
  if (away && !book.making.contains(document.activeElement)) toHome(book);
  book.tree.querySelector(".dc-here")?.scrollIntoView({ block: "nearest" });
}

/** Where a new code goes that is to stand beside the chosen one. @param {State} book */
export const besideHere = (book) => (book.here ? above(book.here.code) : "");
