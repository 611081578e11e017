// The passages of a study, or those of one code or one person, as a list of any length. It asks and shows; what is done to them it leaves to others.

/** @import { Shell } from "./shell.js" */
/** @import { Group } from "./outline.js" */
import { around } from "./around.js";
import { Blocks } from "./blocks.js";
import { copyBoth } from "./clipboard.js";
import { el, icon } from "./elements.js";
import { count, leaf, safeColour, showTime } from "./plainly.js";
import { quotations } from "./quotation.js";
import { say } from "./tell.js";
import { drawWhole } from "./whole.js";

/**
 * @typedef {{id: string, kind: "coding" | "suggestion" | "found", utterance: string, start: number, end: number, code: string, coder: string, quote: string, memo?: string,
 *   score?: number, reason?: string, status?: string, decided_by?: string, suggested_by?: string, created_at?: string, participant?: string, thread: string, title: string,
 *   time?: string, before: string, after: string}} Passage
 */
/** @typedef {{code?: string, below?: boolean, participant?: string, thread?: string, coder?: string, search?: string, group?: string, sort?: string}} Asked */
/** @import { Whole } from "./whole.js" */
/**
 * `colours` gives the colour of each code; `moved` is called when the focus, the ticks or the list have changed.
 * @typedef {{label?: string, asked?: Asked, colours: () => Map<string, string>, ticks?: boolean, moved?: () => void, empty?: () => Node}} Wanted
 */

const ASKED_AT_ONCE = 2000; // passages that are copied at once; the project sends no more

export class PassageList extends Blocks {
  /** @param {Shell} shell @param {HTMLElement} node where it stands and scrolls @param {Wanted} wanted */
  constructor(shell, node, wanted) {
    super(node, {
      label: wanted.label ?? "Passages", guess: 84, count: () => this.counted(), draw: (line) => this.drawn(/** @type {any} */ (line)), head: (group) => this.headed(group),
      rows: async (first, until) => (await shell.store.ask("passage_rows", { ...this.asked, first, until })).rows,
      moved: () => wanted.moved?.(), opened: (line) => this.open(/** @type {any} */ (line)), failed: (why) => say(shell, why.message, true),
    });
    this.shell = shell;
    this.wanted = wanted;
    this.asked = wanted.asked ?? {};
    this.of = 0;
    this.context = false;
    /** @type {Map<string, Whole>} */
    this.wholes = new Map();
  }

  /** Show others, or in another order. @param {Asked} changes */
  show(changes) {
    this.asked = { ...this.asked, ...changes };
    for (const [name, value] of Object.entries(this.asked)) if (value === undefined) delete this.asked[/** @type {keyof Asked} */ (name)];
    return this.load(true);
  }

  /** The passages that a deed is about. @returns {Passage[]} */
  get picked() { return /** @type {any} */ (this.chosen); }

  /** The passage in focus. @returns {Passage | null} */
  get passage() { return /** @type {any} */ (this.line); }

  async counted() {
    const { total, of, groups } = await this.shell.store.ask("passages", this.asked);
    this.of = of;
    return { total, groups };
  }

  /** @param {Map<number, any[]>} ready @param {boolean} afresh @override */
  build(ready, afresh) {
    super.build(ready, afresh);
    if (!this.total) this.node.replaceChildren(this.wanted.empty?.() ?? el("div", { class: "dc-empty" }, el("p", {}, "No passages.")));
    this.node.setAttribute("role", this.total ? "treegrid" : "region");
    if (this.total) this.node.setAttribute("aria-multiselectable", "true");
    else for (const name of ["aria-multiselectable", "aria-rowcount"]) this.node.removeAttribute(name);
  }

  /** @param {string} code */
  chip(code) {
    const dot = el("i", { class: "dc-chip-colour", "aria-hidden": "true" });
    dot.style.background = `color-mix(in oklab, ${safeColour(this.wanted.colours().get(code) ?? "")} var(--dc-keep), var(--dc-pole))`;
    return dot;
  }

  /** @param {Group} group */
  headed(group) { return [this.asked.group === "code" ? this.chip(group.key) : "", el("bdi", {}, group.label)].map((x) => (typeof x === "string" ? document.createTextNode(x) : x)); }

  /** @param {Passage} p @returns {Node[]} */
  drawn(p) {
    const whole = this.wholes.get(p.id), by = this.asked.group, decided = p.kind !== "coding" && p.status !== "open" && p.status !== undefined;
    const { lead, tail } = this.context && !whole ? around(p.before, p.quote, p.after, { start: p.start > 260, end: true }) : { lead: "", tail: "" };
    const words = whole ? drawWhole(whole, p.start, p.end) : el("div", { class: "dc-quote", dir: "auto" }, lead && el("span", { class: "dc-lead" }, lead), el("q", {}, p.quote), tail && el("span", { class: "dc-lead" }, tail));
    const proposed = p.kind === "coding" ? "" : p.status === "accepted" || p.status === "rejected" ? `${p.status}${p.decided_by ? ` by ${p.decided_by}` : ""}` : `${p.kind === "found" ? "found" : "suggested"} by ${p.coder}${p.score === undefined ? "" : ` ${p.score.toFixed(2)}`}`;
    const parts = [
      by !== "code" && el("span", { class: "dc-of" }, this.chip(p.code), el("bdi", { title: p.code }, leaf(p.code)), p.kind !== "coding" && "?"),
      by !== "participant" && el("bdi", { class: p.participant ? "dc-from" : "dc-from dc-nobody" }, p.participant ?? "Unnamed"),
      by !== "thread" && el("bdi", { title: p.title }, p.title), p.time && el("time", { datetime: p.time }, showTime(p.time)),
      p.kind === "coding" && by !== "coder" && p.coder !== this.shell.store.coder && el("span", {}, "coded by ", el("bdi", {}, p.coder)),
      proposed && el("span", { title: p.reason }, proposed),
    ];
    const cell = el("div", { role: "gridcell", class: "dc-cell" }, words, el("div", { class: "dc-source" }, ...parts.map((part) => part && el("span", {}, part))), p.memo && el("div", { class: "dc-remark" }, icon("memo"), el("bdi", {}, p.memo)));
    const row = el("div", { class: `dc-passage${p.kind === "coding" ? "" : " dc-maybe"}${decided ? " dc-done" : ""}`, role: "presentation" });
    if (this.wanted.ticks) {
      const tick = el("input", { type: "checkbox", tabindex: -1, "aria-label": "Tick this passage", "data-lm-suppress-shortcuts": true });
      tick.checked = this.ticked.has(p.id);
      row.append(el("div", { role: "gridcell", class: "dc-tick" }, tick));
    }
    row.append(cell);
    row.style.setProperty("--c", this.chip(p.code).style.background);
    return [row];
  }

  /** The whole utterance and what it answers, or the passage alone again. @param {Passage | null} p */
  async open(p = this.passage) {
    if (!p) return this.fold();
    if (!this.wholes.delete(p.id)) {
      try {
        const { place } = await this.shell.store.ask("passage_place", { utterance: p.utterance });
        if ([...place.text].slice(p.start, p.end).join("") === p.quote) this.wholes.set(p.id, place);
      } catch (error) {
        return say(this.shell, /** @type {Error} */ (error).message, true);
      }
    }
    this.redraw(p.id);
    this.light(true);
    say(this.shell, this.wholes.get(p.id)?.text ?? p.quote);
  }

  /** The sentences around every passage, or none. @param {boolean} on */
  showContext(on) {
    this.context = on;
    for (const block of this.blocks) if (block.drawn && block.lines) this.fill(block, block.lines);
    this.light(true);
  }

  /** Copy what is ticked, or the passage in focus, or on the head of a group all of it. */
  async copy() {
    const at = this.at, group = at && at.row === undefined && !this.ticked.size ? this.groups.find((g) => g.key === at.group) : undefined;
    if (group) return this.copyGroup(group);
    const all = this.picked;
    if (!all.length) return say(this.shell, "Choose a passage first.", true);
    await this.copied(all);
  }

  /** @param {Group} group */
  async copyGroup(group) {
    if (group.n > ASKED_AT_ONCE) return say(this.shell, `${count(group.n, "passage")} are too many to copy at once (${ASKED_AT_ONCE.toLocaleString()}): search or choose some.`, true);
    const { rows } = await this.shell.store.ask("passage_rows", { ...this.asked, first: group.from, until: group.from + group.n });
    await this.copied(rows, group.label);
  }

  /** @param {Passage[]} all @param {string} [title] */
  async copied(all, title) {
    const { plain, rich } = quotations(all, title);
    try {
      await copyBoth(plain, rich);
      say(this.shell, `Copied ${count(all.length, "quotation")} with ${all.length === 1 ? "its source" : "their sources"}.`, true);
    } catch (error) {
      say(this.shell, `Not copied: ${/** @type {Error} */ (error).message}.`, true);
    }
  }
}
