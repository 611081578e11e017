// The codebook put together: opened, listening to the page and to the store, closed. Each thing that it does is told in another module.

/** @import { News } from "../shared/types.js" */
/** @import { Store } from "../shared/store.js" */
/** @import { Snapshot } from "./types.js" */
import { refuse, say, toHome } from "../shared/tell.js";
import { COMMANDS } from "./commands.js";
import { addCode, chooseCode, endMaking, makeCode, moveCode, nextInTurn, send, tickCode } from "./deeds.js";
import { listenToDrags } from "./dragging.js";
import { keep, keepAll, keyInPage } from "./fields.js";
import { openTab, showPage } from "./page.js";
import { keyInList } from "./quotes.js";
import { State } from "./state.js";
import { drawTree, revealHere, turn, typeAhead, unfold } from "./tree.js";

/** @type {import("./state.js").Asks} */
const ASKS = {
  choose: chooseCode, page: showPage, tick: tickCode, move: moveCode, send,
  leave: (book) => {
    if (!book.ticked.size && !book.checking) return book.root.focus({ preventScroll: true });
    book.ticked.clear();
    book.merging = book.checking = false;
    drawTree(book);
    showPage(book);
    toHome(book);
  },
};

export class Book extends State {
  /** @param {Store<Snapshot>} store @param {string} height */
  constructor(store, height) { super(store, height, COMMANDS, ASKS); }

  /** @param {HTMLElement} host @override */
  open(host) {
    this.chosen = this.codes.find((c) => c.code === this.store.state.open)?.id ?? null;
    if (this.here) unfold(this, this.here.code);
    drawTree(this);
    super.open(host);
    showPage(this);
    revealHere(this);
    listen(this);
    this.fresh.hidden = !this.writes;
    if (!this.chosen) this.root.classList.add("dc-open");
  }

  /** @override */
  close() {
    keepAll(this);
    this.list?.close();
    super.close();
  }

  /** @param {News} news @override */
  heard(news) {
    const pending = (/** @type {string} */ op) => this.store.pending.has(op);
    if (news.kind === "shown") {
      this.drafts.settle(pending, (draft) => { const code = this.code(draft.id); return code ? this.now(code, draft.field) : null; });
      renew(this);
      nextInTurn(this);
    } else if (news.kind === "refused") {
      this.drafts.refused(pending);
      this.awaited = null;
      refuse(this, news.why ?? "", news.verb);
      drawTree(this);
      showPage(this);
      nextInTurn(this);
    } else super.heard(news);
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} field @param {string} command @override */
  keyInField(e, field, command) {
    if (field === this.filter) keyInFilter(this, e);
    else if (this.making.contains(field) && (e.key === "Enter" || e.key === "Escape")) {
      e.preventDefault();
      if (e.key === "Enter") addCode(this);
      else endMaking(this);
    } else if (field.matches("[type=checkbox]")) this.keyElsewhere(e, field, command);
    else if (!keyInPage(this, e, field)) super.keyInField(e, field, command);
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} target @param {string} command @override */
  keyElsewhere(e, target, command) {
    if (keyInList(this, e, target)) return true;
    if (target.matches("[role=tab]") && (e.key === "ArrowRight" || e.key === "ArrowLeft")) {
      const tabs = /** @type {const} */ (["meaning", "passages", "story"]), n = tabs.indexOf(this.tab) + (e.key === "ArrowRight" ? 1 : 2);
      e.preventDefault();
      openTab(this, tabs[n % 3]);
      return true;
    }
    if (target !== this.tree || command !== "swallow" || e.key.length !== 1 || e.altKey || e.ctrlKey || e.metaKey) return false;
    e.preventDefault();
    typeAhead(this, e.key);
    return true;
  }
}

/** The project has told its state. @param {Book} book */
function renew(book) {
  for (const id of book.ticked) if (!book.code(id) || book.code(id)?.retired) book.ticked.delete(id);
  if (book.chosen && !book.here) book.chosen = null;
  const made = book.awaited ? book.codes.find((c) => c.code === book.awaited && !c.retired) : undefined;
  if (made) {
    book.awaited = null;
    return chooseCode(book, made.id, false);
  }
  drawTree(book);
  showPage(book);
}

/** @param {Book} book */
function listen(book) {
  const { signal } = book.gone, on = { signal };
  listenToDrags(book, on);
  book.tree.addEventListener("click", (e) => clicked(book, e), on);
  book.tree.addEventListener("dblclick", () => { const c = book.here; if (c && !c.retired) COMMANDS.find((x) => "write" in x.keys)?.does(book, "write", false); }, on);
  book.filter.addEventListener("input", () => drawTree(book), on);
  book.page.addEventListener("focusout", (e) => {
    const field = e.target instanceof HTMLElement ? e.target.dataset.field : undefined;
    if (field === "name" && book.chosen) keep(book, book.chosen, field);
  }, on);
  window.addEventListener("pagehide", () => keepAll(book), on);
  /** @type {[HTMLElement, () => void][]} */
  const clicks = [
    [book.fresh, () => makeCode(book, "")],
    [book.colours, () => { keepAll(book); book.checking = !book.checking; book.shown = ""; showPage(book); toHome(book); }],
    [book.out, () => { book.retired = !book.retired; drawTree(book); say(book, book.retired ? "Retired codes are shown." : "Retired codes are hidden."); toHome(book); }],
    [book.toggle, () => { const open = book.root.classList.toggle("dc-open"); book.toggle.setAttribute("aria-expanded", String(open)); if (open) toHome(book); }],
  ];
  for (const [node, does] of clicks) node.addEventListener("click", does, on);
}

/** @param {Book} book @param {MouseEvent} e */
function clicked(book, e) {
  const target = /** @type {HTMLElement} */ (e.target), line = target.closest(".dc-branch"), id = line instanceof HTMLElement ? line.dataset.id : undefined;
  toHome(book);
  if (!id) return;
  const branch = book.branches.find((l) => l.code.id === id);
  if (target.closest(".dc-twisty") && branch?.below) return turn(book, branch);
  if (e.ctrlKey || e.metaKey) return tickCode(book, id);
  if (e.shiftKey && book.chosen) {
    const [a, b] = [book.chosen, id].map((x) => book.branches.findIndex((l) => l.code.id === x)).sort((x, y) => x - y);
    for (const l of book.branches.slice(a, b + 1)) if (!l.code.retired) book.ticked.add(l.code.id);
    drawTree(book);
    return showPage(book);
  }
  book.ticked.clear();
  book.root.classList.remove("dc-open");
  chooseCode(book, id);
}

/** @param {Book} book @param {KeyboardEvent} e */
function keyInFilter(book, e) {
  if (e.key !== "Escape" && e.key !== "Enter" && e.key !== "ArrowDown") return;
  e.preventDefault();
  const hit = book.filter.value ? book.branches.find((l) => l.hit) : book.branches[0];
  if (e.key === "Escape") {
    book.filter.value = "";
    drawTree(book);
    toHome(book);
  } else if (hit) {
    if (e.key === "Enter") book.filter.value = "";
    chooseCode(book, hit.code.id);
  }
}
