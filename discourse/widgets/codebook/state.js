// What the codebook remembers while it is open: what is shown, chosen, ticked and written. What a code is, the store knows.

/** @import { Command } from "../shared/types.js" */
/** @import { Store } from "../shared/store.js" */
/** @import { PassageList } from "../shared/passages.js" */
/** @import { Branch, Code, Snapshot, Tally } from "./types.js" */
import { Drafts } from "./drafts.js";
import { Frame } from "./frame.js";

/** @typedef {"meaning" | "passages" | "story"} Tab */
/**
 * @typedef {{choose(book: State, id: string | null, away?: boolean): void, page(book: State): void, tick(book: State, id: string): void, move(book: State, code: Code, spot: import("./types.js").Spot): void,
 *   send(book: State, verb: string, args: Record<string, any>): string | null, leave(book: State): void}} Asks
 *   what things that are drawn ask for
 */

export class State extends Frame {
  /** @param {Store<Snapshot>} store @param {string} height @param {Command[]} commands @param {Asks} asks */
  constructor(store, height, commands, asks) {
    super(store, height, commands);
    this.asks = asks;
    this.drafts = new Drafts();
    /** @type {string | null} */
    this.chosen = null; // the id of the code whose page is open
    /** @type {Set<string>} */
    this.ticked = new Set();
    /** @type {Set<string>} */
    this.shut = new Set();
    this.merging = false;
    this.checking = false; // the colours are on the page
    this.picking = false; // the colour of the code is being chosen
    this.retired = false; // codes out of use are in the tree
    /** @type {Tab} */
    this.tab = "meaning";
    /** @type {Branch[]} */
    this.branches = [];
    /** @type {Map<string, Tally>} */
    this.tally = new Map();
    /** @type {string | null} */
    this.awaited = null; // the path of a code that is being made
    this.under = ""; // below which code a new one goes
    this.shown = ""; // what the page is about, so that it is drawn anew only when that changes
    /** @type {(() => void) | null} */
    this.refill = null; // brings the page up to date without drawing it anew
    /** @type {PassageList | null} */
    this.list = null;
    /** @type {{name: string, ids: string[]}[]} */
    this.parts = []; // of the code that is being split
    /** @type {(() => void)[]} */
    this.waiting = []; // what was asked for while the tree was about to change
    this.typed = { text: "", at: 0 };
  }

  get codes() { return this.store.state.codes; }

  get writes() { return this.store.state.may_write; }

  /** @param {string | null} id */
  code(id) { return this.codes.find((c) => c.id === id); }

  /** The code whose page is open. */
  get here() { return this.code(this.chosen); }

  /** What the project has in a field of a code, as a text. @param {Code} code @param {string} field */
  now(code, field) {
    if (field === "terms") return code.terms.join("\n");
    if (field === "memo") return this.store.state.memos.find((m) => m.target === code.code && m.coder === this.store.coder)?.text ?? "";
    if (field === "name") return code.code.slice(code.code.lastIndexOf("/") + 1);
    return String(/** @type {any} */ (code)[field] ?? "");
  }
}

/** A colour of data, moved a little towards the ink of the theme. @param {string} colour */
export const inked = (colour) => `color-mix(in oklab, ${colour} var(--dc-keep), var(--dc-pole))`;
