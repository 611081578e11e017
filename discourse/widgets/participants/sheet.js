// A grid of any length: only the rows near the eye are in the page, a focus goes over its cells, and one cell may be a field. It sends nothing.

import { el } from "../shared/elements.js";
import { shownValue, tracksOf } from "./values.js";

/** @import { Value } from "./values.js" */
/** @typedef {{name: string, utterances: number, words: number, codings: number, has: Record<string, Value>, memo?: string}} Person */
/** @typedef {{key: string, name: string, kind: string}} Column */
/** @typedef {{row: number, col: number}} Cell row -1 is the heads of the columns */
/**
 * @typedef {{count(name?: string): Promise<{total: number, of: number, at: number | null}>, rows(first: number, until: number): Promise<Person[]>, sort(): {by: string, down: boolean},
 *   moved(): void, sorts(column: Column): void, keeps(person: Person, column: Column, typed: string): void, failed(why: Error): void, writes(): boolean}} Served
 */

const HIGH = 30; // pixels of a row
const PAGE = 60; // rows that are asked for together
export const AHEAD = "attribute:"; // before the name of an attribute

export class Sheet {
  /** @param {HTMLElement} node where it stands and scrolls @param {Served} served */
  constructor(node, served) {
    this.node = node;
    this.served = served;
    this.name = `dc-sheet-${Math.random().toString(36).slice(2, 9)}`;
    /** @type {Column[]} */
    this.columns = [];
    this.total = 0;
    this.of = 0;
    /** @type {Map<number, Person[]>} */
    this.pages = new Map();
    /** @type {Set<number>} */
    this.asked = new Set();
    this.turn = 0;
    /** @type {Cell} */
    this.at = { row: 0, col: 0 };
    /** @type {Cell | null} */
    this.anchor = null; // where a block began that goes to the cell in focus
    /** @type {{name: string, column: Column, field: HTMLInputElement, row: number} | null} */
    this.editing = null;
    /** @type {Map<number, HTMLElement>} */
    this.drawn = new Map();
    this.frame = 0;
    this.head = el("div", { role: "row", class: "dc-heads", "aria-rowindex": 1 });
    this.table = el("div", { class: "dc-sheet", role: "presentation" }, el("div", { role: "rowgroup", class: "dc-sheet-top" }, this.head));
    this.rows = el("div", { role: "rowgroup" });
    this.table.append(this.rows);
    for (const [name, value] of Object.entries({ role: "grid", "aria-label": "Participants", tabindex: "0", "aria-multiselectable": "true" })) node.setAttribute(name, value);
    node.classList.add("dc-grid");
    node.append(this.table);
    this.size = new ResizeObserver(() => this.draw());
    this.size.observe(node);
    node.addEventListener("scroll", () => this.draw(), { passive: true });
    node.addEventListener("mousedown", (e) => this.pressed(e));
    node.addEventListener("dblclick", (e) => { if (/** @type {HTMLElement} */ (e.target).closest("[role=gridcell]")) this.edit(); });
  }

  close() {
    this.turn++;
    this.size.disconnect();
  }

  /** @param {Column[]} columns */
  setColumns(columns) {
    const here = this.columns[this.at.col]?.key;
    this.columns = columns;
    const again = columns.findIndex((c) => c.key === here);
    this.at = { ...this.at, col: again >= 0 ? again : Math.min(this.at.col, columns.length - 1) };
    this.table.style.setProperty("--columns", tracksOf(columns.length));
    this.node.setAttribute("aria-colcount", String(columns.length));
    const { by, down } = this.served.sort();
    this.head.replaceChildren(...columns.map((c, n) => {
      const sorted = c.key === by ? (down ? "descending" : "ascending") : "none", title = `${c.name}: sort by it`;
      return el("div", { role: "columnheader", id: `${this.name}-h-${n}`, class: (n > 0 && n < 4) || c.kind === "number" ? "dc-number" : undefined, "aria-sort": sorted, "aria-colindex": n + 1, "data-col": n, title }, el("bdi", {}, c.name), el("i", { class: "dc-sorted", "aria-hidden": "true" }));
    }));
    this.fresh();
  }

  /** Ask anew; the person in focus stays in focus. @param {boolean} [afresh] from the top */
  async load(afresh = false) {
    const turn = ++this.turn, { row } = this.at, name = afresh ? undefined : this.person?.name;
    try {
      const { total, of, at } = await this.served.count(name), [first, last] = this.span(total);
      const wanted = [...new Set([first, last, at ?? 0].map((n) => Math.floor(Math.max(0, n) / PAGE)))].filter((page) => page * PAGE < total);
      const rows = await Promise.all(wanted.map((page) => this.served.rows(page * PAGE, Math.min(total, (page + 1) * PAGE))));
      if (turn !== this.turn) return;
      if (!afresh && row !== this.at.row) return void this.load(); // the focus has moved on meanwhile: where is that person now?
      this.total = total;
      this.of = of;
      this.pages = new Map(wanted.map((page, n) => [page, rows[n]]));
      this.asked = new Set();
      if (afresh) this.node.scrollTop = 0;
      this.at = { row: Math.min(afresh ? 0 : at ?? this.at.row, total - 1), col: this.at.col };
      if (afresh) this.anchor = null;
      this.node.setAttribute("aria-rowcount", String(total + 1));
      this.rows.style.height = `${total * HIGH}px`;
      this.fresh();
    } catch (error) {
      if (turn === this.turn) this.served.failed(/** @type {Error} */ (error));
    }
  }

  /** The first and the last row near the eye. @param {number} [total] @returns {[number, number]} */
  span(total = this.total) {
    const first = Math.floor(this.node.scrollTop / HIGH) - 12, last = Math.ceil((this.node.scrollTop + (this.node.clientHeight || 600)) / HIGH) + 12;
    return [Math.max(0, Math.min(first, total - 1)), Math.max(0, Math.min(last, total - 1))];
  }

  /** All rows anew. */
  fresh() {
    for (const [n, row] of this.drawn) if (this.editing?.row !== n || !row.contains(this.editing.field)) { row.remove(); this.drawn.delete(n); }
    this.draw();
    this.served.moved();
  }

  draw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawNow();
    });
  }

  drawNow() {
    const [first, last] = this.span();
    for (const [n, row] of this.drawn) if ((n < first || n > last) && this.editing?.row !== n) { row.remove(); this.drawn.delete(n); }
    for (let n = first; n <= last && n < this.total; n++) {
      const person = this.personAt(n);
      if (!person) this.want(Math.floor(n / PAGE));
      else if (!this.drawn.has(n)) {
        const row = this.rowOf(person, n);
        this.drawn.set(n, row);
        this.rows.append(row);
      }
    }
    this.light();
  }

  /** @param {number} page */
  async want(page) {
    if (this.asked.has(page)) return;
    this.asked.add(page);
    const turn = this.turn;
    try {
      const rows = await this.served.rows(page * PAGE, Math.min(this.total, (page + 1) * PAGE));
      if (turn !== this.turn) return;
      this.pages.set(page, rows);
      this.draw();
    } catch (error) {
      if (turn === this.turn) this.served.failed(/** @type {Error} */ (error));
    }
  }

  /** @param {number} n */
  personAt(n) { return this.pages.get(Math.floor(n / PAGE))?.[n % PAGE] ?? null; }

  get person() { return this.personAt(this.at.row); }

  get column() { return this.columns[this.at.col]; }

  /** @param {Person} person @param {Column} column */
  valueOf(person, column) {
    if (column.key.startsWith(AHEAD)) return person.has[column.key.slice(AHEAD.length)];
    return column.key === "participant" ? person.name : person[/** @type {"words"} */ (column.key)];
  }

  /** @param {Person} person @param {number} n */
  rowOf(person, n) {
    const cells = this.columns.map((column, col) => {
      const value = this.valueOf(person, column), fixed = col < 4, look = (col > 0 && fixed) || typeof value === "number" ? "dc-number" : undefined;
      const shown = fixed && typeof value === "number" ? value.toLocaleString() : shownValue(value);
      return el("div", { role: col ? "gridcell" : "rowheader", id: `${this.name}-${n}-${col}`, class: look, "aria-colindex": col + 1, "aria-readonly": fixed || !this.served.writes() ? "true" : undefined, "data-row": n, "data-col": col }, el("bdi", {}, shown),
        col === 0 && person.memo && el("i", { class: "dc-has-memo", title: person.memo, "aria-label": "with a memo" }));
    });
    const row = el("div", { role: "row", "aria-rowindex": n + 2 }, ...cells);
    row.style.top = `${n * HIGH}px`;
    return row;
  }

  /** @param {MouseEvent} e */
  pressed(e) {
    const target = /** @type {HTMLElement} */ (e.target), cell = target.closest("[data-col]");
    if (!(cell instanceof HTMLElement) || target === this.editing?.field) return;
    const col = Number(cell.dataset.col), row = cell.dataset.row === undefined ? -1 : Number(cell.dataset.row);
    if (this.editing) this.leave(true);
    if (row < 0) {
      this.at = { row: this.at.row, col };
      this.served.sorts(this.columns[col]);
    } else this.go({ row, col }, e.shiftKey);
    e.preventDefault();
    this.node.focus({ preventScroll: true });
  }

  /** @param {Cell} cell @param {boolean} [grow] a block from where one is */
  go(cell, grow = false) {
    if (!this.total) return; // nobody is there, or nobody is known yet
    this.anchor = grow ? this.anchor ?? this.at : null;
    this.at = { row: Math.max(-1, Math.min(this.total - 1, cell.row)), col: Math.max(0, Math.min(this.columns.length - 1, cell.col)) };
    this.reveal();
    this.drawNow();
    this.served.moved();
  }

  reveal() {
    if (this.at.row >= 0) {
      const top = this.at.row * HIGH, view = this.node.clientHeight - 34;
      if (top < this.node.scrollTop) this.node.scrollTop = top;
      else if (top + HIGH > this.node.scrollTop + view) this.node.scrollTop = top + HIGH - view;
    }
    const head = /** @type {HTMLElement | undefined} */ (this.head.children[this.at.col]), first = /** @type {HTMLElement | undefined} */ (this.head.children[0]);
    if (!head || !first || !this.at.col) return void (this.at.col || (this.node.scrollLeft = 0));
    const left = head.offsetLeft - first.offsetWidth, right = head.offsetLeft + head.offsetWidth;
    if (left < this.node.scrollLeft) this.node.scrollLeft = left;
    else if (right > this.node.scrollLeft + this.node.clientWidth) this.node.scrollLeft = right - this.node.clientWidth;
  }

  /** The cells between the anchor and the focus. */
  get block() {
    const { at } = this, from = this.anchor ?? at;
    return { top: Math.max(0, Math.min(from.row, at.row)), bottom: Math.max(from.row, at.row), left: Math.min(from.col, at.col), right: Math.max(from.col, at.col) };
  }

  light() {
    const { top, bottom, left, right } = this.block, several = !!this.anchor;
    for (const [n, row] of this.drawn) [...row.children].forEach((cell, col) => {
      cell.classList.toggle("dc-at", n === this.at.row && col === this.at.col);
      cell.classList.toggle("dc-block-cell", several && n >= top && n <= bottom && col >= left && col <= right);
      if (several) cell.setAttribute("aria-selected", String(n >= top && n <= bottom && col >= left && col <= right));
      else cell.removeAttribute("aria-selected");
      row.classList.toggle("dc-at-row", n === this.at.row);
    });
    [...this.head.children].forEach((cell, col) => cell.classList.toggle("dc-at", this.at.row === -1 && col === this.at.col));
    const id = this.at.row < 0 ? `${this.name}-h-${this.at.col}` : `${this.name}-${this.at.row}-${this.at.col}`;
    if (this.node.querySelector(`#${id}`)) this.node.setAttribute("aria-activedescendant", id);
    else this.node.removeAttribute("aria-activedescendant");
  }

  /** A field in the cell in focus, with what stands there or with what was typed. @param {string} [typed] */
  edit(typed) {
    const { person, column } = this, cell = this.drawn.get(this.at.row)?.children[this.at.col];
    if (!person || !cell || !column.key.startsWith(AHEAD) || !this.served.writes()) return false;
    const field = el("input", { type: "text", "aria-label": `${column.name} of ${person.name}`, autocomplete: "off", spellcheck: "false", "data-lm-suppress-shortcuts": true });
    field.value = typed ?? shownValue(this.valueOf(person, column));
    this.editing = { name: person.name, column, field, row: this.at.row };
    cell.replaceChildren(field);
    cell.classList.add("dc-editing");
    field.addEventListener("blur", () => this.leave(true));
    field.focus();
    if (typed === undefined) field.select();
    return true;
  }

  /** No field any more. @param {boolean} keep what was typed */
  leave(keep) {
    const { editing } = this;
    if (!editing) return;
    this.editing = null;
    const person = this.personAt(editing.row)?.name === editing.name ? this.personAt(editing.row) : [...this.pages.values()].flat().find((p) => p.name === editing.name) ?? null;
    const typed = editing.field.value, row = this.drawn.get(editing.row);
    row?.remove();
    this.drawn.delete(editing.row);
    if (keep) this.served.keeps(person ?? { name: editing.name, utterances: 0, words: 0, codings: 0, has: {} }, editing.column, typed);
    this.drawNow();
  }
}
