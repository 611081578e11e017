// A list of any length: groups of rows, of which only those near the eye are asked for and drawn. It knows no passage and no deed.

import { el } from "./elements.js";
import { clamp, itemAfter, numbered, groupAt } from "./outline.js";

/** @import { Group, At } from "./outline.js" */
/** @typedef {{id: string} & Record<string, any>} Line one row of the list, as the project tells it */
/**
 * @typedef {{
 *   label: string, guess: number, count(): Promise<{total: number, groups: Group[]}>, rows(first: number, until: number): Promise<Line[]>,
 *   draw(line: Line, list: Blocks): Node[], head?: (group: Group) => Node[], moved?: () => void, opened?: (line: Line) => void, failed: (why: Error) => void}} Given
 */
/** @typedef {{group: Group, first: number, until: number, box: HTMLElement, lines: Line[] | null, drawn: boolean, asked: boolean}} Block */

const SIZE = 40; // rows that are asked for, drawn and dropped together

export class Blocks {
  /** @param {HTMLElement} node where it stands and scrolls @param {Given} given */
  constructor(node, given) {
    this.node = node;
    this.given = given;
    this.name = `dc-list-${Math.random().toString(36).slice(2, 9)}`;
    node.classList.add("dc-blocks");
    for (const [name, value] of Object.entries({ role: "treegrid", tabindex: "0", "aria-label": given.label, "aria-multiselectable": "true" })) node.setAttribute(name, value);
    /** @type {Group[]} */
    this.groups = [];
    this.total = 0;
    /** @type {Block[]} */
    this.blocks = [];
    /** @type {Set<string>} */
    this.folded = new Set();
    /** @type {Map<string, Line>} */
    this.ticked = new Map();
    /** @type {At | null} */
    this.at = null;
    /** @type {string | null} */
    this.lit = null; // the id of the row in focus
    this.turn = 0; // answers to older questions are dropped
    /** @type {Map<string, number>} */
    this.heights = new Map();
    this.near = new IntersectionObserver((seen) => this.seen(seen), { root: node, rootMargin: "900px 0px" });
    node.addEventListener("click", (e) => this.clicked(e));
    node.addEventListener("dblclick", (e) => this.opened(e));
  }

  close() { this.turn++; this.near.disconnect(); }

  /** Ask anew; with `afresh`, from the top. @param {boolean} [afresh] */
  async load(afresh = false) {
    const turn = ++this.turn;
    try {
      const { total, groups } = await this.given.count();
      const laid = numbered(groups), known = afresh ? [] : this.blocks.filter((b) => b.drawn).slice(0, 8);
      const again = await Promise.all(known.map((b) => {
        const group = laid.find((g) => g.key === b.group.key), first = group ? group.from + b.first - b.group.from : -1;
        return group && b.first - b.group.from < group.n ? this.given.rows(first, Math.min(first + SIZE, group.from + group.n)).then((lines) => ({ first, lines })) : null;
      }));
      if (turn !== this.turn) return;
      this.groups = laid;
      this.total = total;
      this.build(new Map(again.filter((a) => a !== null).map((a) => [a.first, a.lines])), afresh);
    } catch (error) {
      if (turn === this.turn) this.given.failed(/** @type {Error} */ (error));
    }
  }

  /** @param {Map<number, Line[]>} ready @param {boolean} afresh */
  build(ready, afresh) {
    const top = afresh ? 0 : this.node.scrollTop, was = this.line?.id;
    for (const b of this.blocks) if (b.drawn) this.heights.set(blockKey(b), b.box.offsetHeight);
    if (afresh) this.heights.clear();
    this.near.disconnect();
    this.blocks = [];
    const plain = this.groups.length === 1 && !this.groups[0].key && !this.groups[0].label;
    const parts = this.groups.map((group) => this.groupOf(group, plain));
    this.node.setAttribute("aria-rowcount", String(this.total + (plain ? 0 : this.groups.length)));
    this.node.replaceChildren(...parts);
    for (const block of this.blocks) {
      const lines = ready.get(block.first);
      if (lines) this.fill(block, lines);
      this.near.observe(block.box);
    }
    this.node.scrollTop = top;
    if (afresh) this.at = null;
    this.at = this.at && (this.placeOf(was, this.at.group) ?? clamp(this.groups, this.at));
    this.light();
    this.given.moved?.();
  }

  /** @param {Group} group @param {boolean} plain */
  groupOf(group, plain) {
    const box = el("div", { role: "rowgroup", class: "dc-blocks-group" }), open = !this.folded.has(group.key);
    if (!plain) {
      const inside = this.given.head?.(group) ?? [el("bdi", {}, group.label)], told = `${group.label}, ${group.n.toLocaleString()}`;
      const row = el("div", { role: "row", class: "dc-blocks-head", id: `${this.name}-g${this.groups.indexOf(group)}`, "aria-level": 1, "aria-expanded": String(open), "aria-label": told });
      row.append(el("div", { role: "gridcell" }, el("i", { class: "dc-twist", "aria-hidden": "true" }), ...inside, el("span", { class: "dc-count" }, group.n.toLocaleString())));
      row.dataset.group = group.key;
      box.append(row);
    }
    if (open) for (let n = 0; n < group.n; n += SIZE) {
      const until = Math.min(n + SIZE, group.n), node = el("div", { class: "dc-block", role: "presentation" });
      const block = { group, first: group.from + n, until: group.from + until, box: node, lines: null, drawn: false, asked: false };
      node.style.height = `${this.heights.get(blockKey(block)) ?? (until - n) * this.given.guess}px`;
      this.blocks.push(block);
      box.append(node);
    }
    return box;
  }

  /** @param {IntersectionObserverEntry[]} seen */
  seen(seen) {
    for (const { target, isIntersecting } of seen) {
      const block = this.blocks.find((b) => b.box === target);
      if (!block) continue;
      if (isIntersecting) this.want(block);
      else if (block.drawn && this.node.clientHeight) this.empty(block);
    }
  }

  /** @param {Block} block */
  async want(block) {
    if (block.drawn || block.asked) return;
    if (block.lines) return this.fill(block, block.lines);
    block.asked = true;
    const turn = this.turn;
    try {
      const lines = await this.given.rows(block.first, block.until);
      if (turn === this.turn && this.blocks.includes(block)) this.fill(block, lines);
    } catch (error) {
      if (turn === this.turn) this.given.failed(/** @type {Error} */ (error));
    } finally {
      block.asked = false;
    }
  }

  /** @param {Block} block @param {Line[]} lines */
  fill(block, lines) {
    block.lines = lines;
    block.drawn = true;
    block.box.replaceChildren(...lines.map((line, n) => this.rowOf(line, block.first + n)));
    block.box.style.height = "";
    if (this.at?.row !== undefined && this.at.row >= block.first && this.at.row < block.until) this.light();
  }

  /** @param {Block} block */
  empty(block) {
    block.box.style.height = `${block.box.offsetHeight}px`;
    block.box.replaceChildren();
    block.drawn = false;
  }

  /** @param {Line} line @param {number} n */
  rowOf(line, n) {
    const row = el("div", { role: "row", class: "dc-blocks-row", id: `${this.name}-${n}`, "data-n": n, "aria-level": 2, "aria-selected": String(this.ticked.has(line.id)) });
    row.append(...this.given.draw(line, this));
    return row;
  }

  /** The line of this number, if it has been told. @param {number} n */
  lineAt(n) {
    const block = this.blocks.find((b) => n >= b.first && n < b.until);
    return block?.lines?.[n - block.first] ?? null;
  }

  /** Where a line stands that has been told: in its group, for one that went elsewhere leaves the focus to the next. @param {string | undefined} id @param {string} key @returns {At | null} */
  placeOf(id, key) {
    for (const block of id === undefined ? [] : this.blocks) {
      const n = block.group.key === key && block.lines ? block.lines.findIndex((line) => line.id === id) : -1;
      if (n >= 0) return { group: key, row: block.first + n };
    }
    return null;
  }

  /** The line in focus. */
  get line() { return this.at?.row === undefined ? null : this.lineAt(this.at.row); }

  /** The lines that a deed is about: those ticked, else the one in focus. */
  get chosen() { return this.ticked.size ? [...this.ticked.values()] : this.line ? [this.line] : []; }

  /** Draw a row anew, after it was opened or has changed. @param {string} id */
  redraw(id) {
    for (const block of this.blocks) block.lines?.forEach((line, n) => {
      const old = line.id === id && block.drawn && block.box.children[n];
      if (old) old.replaceWith(this.rowOf(line, block.first + n));
    });
    this.light();
  }

  /** @param {At} at @param {boolean} [reveal] */
  async go(at, reveal = true) {
    this.at = at;
    if (at.row !== undefined) {
      const row = at.row, block = this.blocks.find((b) => row >= b.first && row < b.until);
      if (block && !block.drawn) {
        if (reveal) block.box.scrollIntoView({ block: "nearest" });
        await this.want(block);
        if (this.at !== at) return;
      }
    }
    this.light(reveal);
    this.given.moved?.();
  }

  /** @param {1 | -1} step @param {number} [times] */
  step(step, times = 1) {
    let at = this.at ?? (step > 0 ? null : { group: this.groups.at(-1)?.key ?? "" });
    for (let n = 0; n < times; n++) at = itemAfter(this.groups, this.folded, at, step) ?? at;
    if (at) this.go(at);
  }

  /** @param {1 | -1} end */
  end(end) {
    const at = itemAfter(this.groups, this.folded, null, end);
    if (at) this.go(at);
  }

  /** Show the focus. @param {boolean} [reveal] */
  light(reveal = false) {
    this.node.querySelector(".dc-at")?.classList.remove("dc-at");
    this.node.removeAttribute("aria-activedescendant");
    this.lit = this.line?.id ?? null;
    if (!this.at) return;
    const key = this.at.group, head = `${this.name}-g${this.groups.findIndex((g) => g.key === key)}`;
    const row = this.node.querySelector(this.at.row === undefined ? `#${head}` : `#${this.name}-${this.at.row}`);
    if (!row) return;
    row.classList.add("dc-at");
    this.node.setAttribute("aria-activedescendant", row.id);
    if (reveal) row.scrollIntoView({ block: "nearest" });
  }

  /** Fold or unfold the group of the focus. @param {boolean} [open] @param {string} [key] */
  fold(open, key = this.at?.group) {
    if (key === undefined || (this.groups.length === 1 && !this.groups[0].label)) return;
    const shut = open === undefined ? !this.folded.has(key) : !open;
    if (shut === this.folded.has(key)) return;
    if (shut) this.folded.add(key);
    else this.folded.delete(key);
    if (shut && this.at?.group === key) this.at = { group: key };
    this.build(new Map(this.blocks.filter((b) => b.drawn && b.lines).map((b) => [b.first, /** @type {Line[]} */ (b.lines)])), false);
    this.light(true);
  }

  /** @param {boolean} open */
  foldAll(open) {
    this.folded = new Set(open ? [] : this.groups.map((g) => g.key));
    if (!open && this.at) this.at = { group: this.at.group };
    this.build(new Map(), false);
    this.light(true);
  }

  /** Tick the line in focus, or take its tick away. @param {Line | null} [line] */
  tick(line = this.line) {
    if (!line) return;
    if (!this.ticked.delete(line.id)) this.ticked.set(line.id, line);
    this.showTicks();
  }

  /** @param {Line[]} lines */
  tickAll(lines) {
    for (const line of lines) this.ticked.set(line.id, line);
    this.showTicks();
  }

  untick() { this.ticked.clear(); this.showTicks(); }

  showTicks() {
    for (const block of this.blocks) if (block.drawn) block.lines?.forEach((line, n) => {
      const row = block.box.children[n], on = this.ticked.has(line.id);
      row?.setAttribute("aria-selected", String(on));
      const box = row?.querySelector("input[type=checkbox]");
      if (box instanceof HTMLInputElement) box.checked = on;
    });
    this.given.moved?.();
  }

  /** @param {MouseEvent} e */
  clicked(e) {
    const target = /** @type {HTMLElement} */ (e.target), head = target.closest(".dc-blocks-head"), row = target.closest(".dc-blocks-row");
    if (target.closest("button, a")) return;
    if (head instanceof HTMLElement) {
      this.at = { group: head.dataset.group ?? "" };
      this.fold(undefined, head.dataset.group ?? "");
      this.light();
      return this.given.moved?.();
    }
    if (!(row instanceof HTMLElement)) return;
    this.node.focus({ preventScroll: true }); // a click on a tick would leave it there
    const n = Number(row.dataset.n), before = this.at?.row;
    if (target.closest(".dc-tick") || e.ctrlKey || e.metaKey) this.tick(this.lineAt(n));
    else if (e.shiftKey && before !== undefined) this.tickAll(this.between(before, n));
    this.go({ group: groupAt(this.groups, n), row: n }, false);
  }

  /** The lines from one number to another, as far as they have been told. @param {number} a @param {number} b */
  between(a, b) {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    return Array.from({ length: high - low + 1 }, (_, n) => this.lineAt(low + n)).filter((line) => line !== null);
  }

  /** @param {MouseEvent} e */
  opened(e) {
    if (!(/** @type {HTMLElement} */ (e.target).closest("button, a, .dc-tick")) && this.line) this.given.opened?.(this.line);
  }
}

/** @param {Block} block */
const blockKey = (block) => `${block.group.key}\n${block.first - block.group.from}`;
