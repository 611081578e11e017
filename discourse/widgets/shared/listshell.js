// What widgets with a list have in common: a field to search in, and the keys by which one goes through the list.

/** @import { Command } from "./types.js" */
/** @import { Store } from "./store.js" */
/** @import { Blocks } from "./blocks.js" */
import { showCard } from "./card.js";
import { el } from "./elements.js";
import { Shell } from "./shell.js";
import { mayWrite, toHome } from "./tell.js";

const TYPED = 160; // milliseconds after the last key, until it is searched

export class ListShell extends Shell {
  /** @param {Store<any>} store @param {{label: string, height: string, commands: Command[], about?: string, seek: string}} given */
  constructor(store, given) {
    super(store, given);
    /** @type {Blocks | null} */
    this.list = null;
    this.seek = el("input", { type: "search", class: "dc-seek", placeholder: given.seek, "aria-label": given.seek, autocomplete: "off", spellcheck: "false" });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.seeking = undefined;
    this.tally = el("span", { class: "dc-tally", role: "status" });
    this.root.classList.add("dc-listing");
    this.seek.addEventListener("input", () => {
      clearTimeout(this.seeking);
      this.seeking = setTimeout(() => this.searched(this.seek.value.trim()), TYPED);
    }, { signal: this.gone.signal });
  }

  /** @override */
  close() {
    clearTimeout(this.seeking);
    this.list?.close();
    super.close();
  }

  /** What was typed into the field. @param {string} words */
  searched(words) { }

  /** Everything is let go of: ticks, what is open. True where there was something. */
  letGo() {
    if (!this.list?.ticked.size) return false;
    this.list.untick();
    return true;
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} field @param {string} command @override */
  keyInField(e, field, command) {
    if (field === this.seek && e.key === "Escape" && this.seek.value) {
      e.preventDefault();
      this.seek.value = "";
      clearTimeout(this.seeking);
      this.searched("");
    } else if (field === this.seek && (e.key === "Enter" || e.key === "ArrowDown")) {
      e.preventDefault();
      toHome(this);
      if (!this.list?.at) this.list?.end(1);
    } else super.keyInField(e, field, command);
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} target @param {string} command @override */
  keyElsewhere(e, target, command) {
    return command === "copy" && !(window.getSelection()?.isCollapsed ?? true); // words that were selected are copied by the browser
  }
}

/**
 * A chooser in the bar. @param {string} label @param {[string, string][]} choices value and name @param {string} value @param {(value: string) => void} chosen
 */
export function chooser(label, choices, value, chosen) {
  const select = el("select", { "aria-label": label }, ...choices.map(([key, name]) => el("option", { value: key, selected: key === value }, name)));
  select.addEventListener("change", () => chosen(select.value));
  return select;
}

const LIST_MOVE = "Move and choose", LIST_LEAVE = "Leave"; // titles on the card

/** @type {Command[]} */
export const LIST_MOVES = [
  { group: LIST_MOVE, told: "next, previous", keys: { next: ["j", "ArrowDown"], previous: ["k", "ArrowUp"] }, does: (/** @type {ListShell} */ s, name) => s.list?.step(name === "next" ? 1 : -1) },
  { group: LIST_MOVE, told: "ten on, ten back", shown: "PageDown  PageUp", keys: { "page+": ["PageDown"], "page-": ["PageUp"] }, does: (/** @type {ListShell} */ s, name) => s.list?.step(name.endsWith("+") ? 1 : -1, 10) },
  { group: LIST_MOVE, told: "first, last", keys: { first: ["Home"], last: ["End"] }, does: (/** @type {ListShell} */ s, name) => s.list?.end(name === "first" ? 1 : -1) },
  { group: LIST_MOVE, told: "close, open a group; with Shift, all", shown: "←  →", keys: { "fold-": ["ArrowLeft"], "fold+": ["ArrowRight"], "folds-": ["Shift+ArrowLeft"], "folds+": ["Shift+ArrowRight"] }, does: folding },
  { group: LIST_MOVE, told: "search; Esc empties it", keys: { seek: ["/"] }, does: (/** @type {ListShell} */ s) => { s.seek.focus(); s.seek.select(); } },
];

/** @type {Command[]} */
export const LIST_TICKS = [
  { group: LIST_MOVE, told: "tick, to do one thing to several", keys: { tick: [" "] }, shown: "Space", does: (/** @type {ListShell} */ s) => s.list?.tick() },
  {
    group: LIST_MOVE, told: "tick on the way", shown: "Shift + ↓  ↑", keys: { "tick+": ["Shift+ArrowDown"], "tick-": ["Shift+ArrowUp"] },
    does: (/** @type {ListShell} */ s, name) => { const list = s.list, line = list?.line; if (list && line) list.tickAll([line]); list?.step(name.endsWith("+") ? 1 : -1); },
  },
];

/** @type {Command[]} */
export const LIST_LEAVES = [
  { group: LIST_LEAVE, told: "undo", keys: { undo: ["Ctrl+z"] }, does: (/** @type {ListShell} */ s) => { if (mayWrite(s)) s.store.send("undo"); toHome(s); } },
  { group: LIST_LEAVE, told: "redo; also Ctrl + Shift + Z", keys: { redo: ["Ctrl+y", "Ctrl+Shift+z"] }, shown: "Ctrl + Y", does: (/** @type {ListShell} */ s) => { if (mayWrite(s)) s.store.send("redo"); toHome(s); } },
  { group: LIST_LEAVE, told: "to the buttons", shown: "Tab", keys: {}, does: () => {} },
  { group: LIST_LEAVE, told: "let go: first the ticks, then the list", keys: { leave: ["Escape"] }, does: (/** @type {ListShell} */ s) => { if (!s.letGo()) s.root.focus(); } },
  { group: LIST_LEAVE, told: "this card", keys: { card: ["?"] }, does: (s) => showCard(s) },
];

/** @param {ListShell} s @param {string} name */
function folding(s, name) {
  const list = s.list, open = name.endsWith("+");
  if (name.startsWith("folds")) list?.foldAll(open);
  else if (!open && list?.at?.row !== undefined && list.groups[0]?.label) list.go({ group: list.at.group });
  else list?.fold(open);
}
