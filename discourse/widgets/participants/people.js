// The grid of participants put together: opened, listening to the store, closed. Each thing that it does is told in another module.

/** @import { News } from "../shared/types.js" */
/** @import { Store } from "../shared/store.js" */
/** @import { Column, Person } from "./sheet.js" */
import { act, button, el } from "../shared/elements.js";
import { ListShell } from "../shared/listshell.js";
import { Note } from "../shared/note.js";
import { PassageList } from "../shared/passages.js";
import { pickOne } from "../shared/pick.js";
import { count } from "../shared/plainly.js";
import { mayWrite, say, toHome } from "../shared/tell.js";
import { COMMANDS } from "./commands.js";
import { addColumn, keepCell, paste, removeColumn, renameColumn } from "./deeds.js";
import { drawNames } from "./names.js";
import { AHEAD, Sheet } from "./sheet.js";

const ABOUT = "On an attribute, any letter begins to type. A value that reads as a number becomes one, unless its column holds words. What is pasted is one step, and undone as one.";

export class PeopleGrid extends ListShell {
  /** @param {Store<any>} store @param {string} height */
  constructor(store, height) {
    super(store, { label: "Participants", height, commands: COMMANDS, about: ABOUT, seek: "Search the participants" });
    this.root.classList.add("dc-w-participants");
    this.asked = { search: "", sort: "", down: false };
    /** @type {string[]} */
    this.extra = []; // columns that were added and hold nothing yet
    /** @type {{from: string, to: string} | null} */
    this.renamed = null; // a column that is on its way to another name
    this.sheet = new Sheet(this.home, {
      count: (name) => store.ask("people", { ...this.asked, name: name ?? "" }), rows: (first, until) => this.rows(first, until), sort: () => ({ by: this.asked.sort, down: this.asked.down }),
      moved: () => this.moved(), sorts: (column) => this.sortBy(column), keeps: (person, column, typed) => keepCell(this, person, column, typed), failed: (why) => say(this, why.message, true), writes: () => store.state.may_write,
    });
    this.paneList = el("div", {});
    this.pane = el("aside", { class: "dc-pane", hidden: true, "aria-label": "Beside the grid" });
    this.passages = this.list = new PassageList(this, this.paneList, { label: "Passages of the participant", asked: { group: "code" }, colours: () => new Map(store.state.codes.map((/** @type {any} */ c) => [c.code, c.colour])), empty: () => el("div", { class: "dc-empty" }, el("p", {}, "No passage of this participant is coded.")) });
    /** @type {string | null} */
    this.beside = null; // whose passages stand beside the grid
    this.what = el("div", { class: "dc-what" });
    this.acts = el("div", { class: "dc-acts" });
    this.note = new Note(this, { label: "Memo", hint: "What you know or think about this participant …" });
    this.dock = el("section", { class: "dc-dock", "aria-label": "What is chosen" }, el("div", { class: "dc-line" }, this.what, this.acts), this.note.node);
    this.adds = act("Add a column", "a", "", () => this.askColumn());
    this.start.append(el("span", { class: "dc-title" }, "Participants"), this.tally);
    this.above = el("div", { class: "dc-above", role: "group", "aria-label": "Which and what" }, this.seek, this.adds, act("Names", "n", "", () => void this.showNames()));
    this.body.append(el("div", { class: "dc-column" }, this.above, this.home), this.pane);
    this.body.after(this.dock);
    this.home.addEventListener("paste", (e) => { if (!this.sheet.editing) { e.preventDefault(); paste(this, e.clipboardData?.getData("text/plain") ?? ""); } }, { signal: this.gone.signal });
  }

  get inPane() { return this.pane.contains(document.activeElement); }

  /** @param {number} first @param {number} until @returns {Promise<Person[]>} */
  async rows(first, until) { return (await this.store.ask("people_rows", { ...this.asked, first, until })).rows; }

  /** @param {HTMLElement} host @override */
  open(host) {
    super.open(host);
    this.showColumns();
    this.sheet.load(true);
  }

  /** @override */
  close() {
    this.sheet.leave(true);
    this.note.keep();
    this.sheet.close();
    super.close();
  }

  /** The columns as the project has them, and those that hold nothing yet. */
  showColumns() {
    const known = this.store.state.columns, { renamed } = this;
    if (renamed && known.some((/** @type {Column} */ c) => c.key === renamed.to)) {
      this.sheet.columns = this.sheet.columns.map((c) => (c.key === renamed.from ? { ...c, key: renamed.to } : c)); // the focus stays on it
      this.renamed = null;
    }
    this.extra = this.extra.filter((name) => !known.some((/** @type {Column} */ c) => c.key === AHEAD + name));
    const before = new Map(this.sheet.columns.map((c, n) => [c.key, n])), all = [...known, ...this.extra.map((name) => ({ key: AHEAD + name, name, kind: "" }))];
    this.sheet.setColumns(all.sort((x, y) => (before.get(x.key) ?? 1e6) - (before.get(y.key) ?? 1e6))); // columns stay where they are, whoever has the first value
  }

  /** @param {string} words @override */
  searched(words) {
    this.asked.search = words;
    this.sheet.load(true);
  }

  /** @param {Column} column */
  sortBy(column) {
    const again = this.asked.sort === column.key, numbers = column.kind === "number" || ["utterances", "words", "codings"].includes(column.key);
    this.asked = { ...this.asked, sort: column.key, down: again ? !this.asked.down : numbers };
    this.sheet.setColumns(this.sheet.columns);
    this.sheet.load();
    say(this, `Sorted by ${column.name}, ${this.asked.down ? "descending" : "ascending"}.`);
  }

  /** Enter: the field of an attribute, the passages of a name, the order of a column. */
  enter() {
    if (this.inPane) return void this.passages.open();
    const { at, column } = this.sheet;
    if (at.row < 0) this.sortBy(column);
    else if (!column.key.startsWith(AHEAD)) this.showPassages();
    else if (mayWrite(this)) this.sheet.edit();
  }

  moved() {
    const { sheet, store } = this, { person, column } = sheet, writes = store.state.may_write, own = column?.key.startsWith(AHEAD) ? column.key.slice(AHEAD.length) : null;
    this.tally.textContent = sheet.total === sheet.of ? count(sheet.total, "participant") : `${sheet.total.toLocaleString()} of ${count(sheet.of, "participant")}`;
    this.adds.hidden = !writes;
    this.root.classList.toggle("dc-bare", !sheet.of && sheet.turn > 0);
    this.home.querySelector(".dc-empty")?.remove();
    if (!sheet.total && sheet.turn) this.home.append(this.nothing());
    sheet.table.hidden = !sheet.total;
    this.home.setAttribute("role", sheet.total ? "grid" : "region");
    this.what.replaceChildren(...(person && sheet.total ? [el("b", {}, el("bdi", {}, person.name)), el("small", {}, `${count(person.utterances, "utterance")} · ${count(person.words, "word")} · ${count(person.codings, "coding")}`)] : []));
    this.acts.replaceChildren(...[
      own !== null && writes && act("Rename column", "", "", () => this.askRename(own)), own !== null && writes && act("Remove column", "", "", () => { removeColumn(this, own); toHome(this); }),
      person && act("Passages", "p", "", () => this.showPassages()),
    ].filter((x) => x instanceof Node));
    this.note.show(person && writes && sheet.total ? { about: "participant", target: person.name, was: person.memo ?? "" } : null);
    if (this.beside !== null && person && person.name !== this.beside && !this.pane.hidden) this.passagesOf(person.name);
  }

  askColumn() {
    if (!mayWrite(this)) return;
    pickOne(this, { title: "Name of the new column", choices: [], make: () => "a new column", chosen: (name) => addColumn(this, name) });
  }

  /** @param {string} old */
  askRename(old) { pickOne(this, { title: `New name for ${old}`, choices: [], make: () => `instead of ${old}`, chosen: (name) => renameColumn(this, old, name) }); }

  showPassages() {
    const { person } = this.sheet;
    if (!person) return;
    if (this.beside === person.name && !this.pane.hidden) return this.inPane ? this.shut() : this.paneList.focus();
    const head = el("header", {}, this.heading, el("span", { class: "dc-space" }), act("Copy", "Ctrl C", "", () => void this.passages.copy()), button("Close the passages", "no", "Esc", () => this.shut()));
    this.pane.replaceChildren(head, this.paneList);
    this.pane.hidden = false;
    this.passagesOf(person.name);
  }

  heading = el("h2", {});

  /** @param {string} name */
  passagesOf(name) {
    this.beside = name;
    this.heading.replaceChildren(el("bdi", {}, name));
    this.passages.show({ participant: name });
  }

  async showNames() {
    if (!this.pane.hidden && this.beside === null) return this.shut();
    this.beside = null;
    this.pane.hidden = false;
    this.pane.replaceChildren(el("p", { class: "dc-nothing" }, "Looking for names …"));
    try {
      const told = await this.store.ask("names");
      if (this.beside === null) this.pane.replaceChildren(...drawNames(this, told, () => this.shut()));
      this.pane.querySelector(".dc-names")?.setAttribute("data-lm-suppress-shortcuts", "");
    } catch (error) {
      this.shut();
      say(this, /** @type {Error} */ (error).message, true);
    }
  }

  shut() {
    this.pane.hidden = true;
    this.beside = null;
    toHome(this);
  }

  /** @override */
  letGo() {
    if (this.sheet.anchor) this.sheet.go(this.sheet.at);
    else if (!this.pane.hidden) this.shut();
    else return false;
    return true;
  }

  /** @param {News} news @override */
  heard(news) {
    if (news.kind !== "shown") {
      super.heard(news);
      if (news.kind === "refused" && !this.sheet.editing) this.sheet.load(); // what was shown before it was done
      return;
    }
    this.showColumns();
    this.sheet.load();
    if (!this.pane.hidden && this.beside !== null) this.passages.load();
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} field @param {string} command @override */
  keyInField(e, field, command) {
    const { sheet } = this;
    if (field === sheet.editing?.field) {
      if (!["Enter", "Tab", "Escape", "F2"].includes(e.key)) return;
      e.preventDefault();
      sheet.leave(e.key !== "Escape");
      toHome(this);
      const { row, col } = sheet.at, step = e.shiftKey ? -1 : 1;
      if (e.key === "Enter") sheet.go({ row: Math.max(0, row + step), col });
      if (e.key === "Tab") { sheet.go({ row, col: col + step }); sheet.edit(); }
    } else if (field === this.note.field && e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      toHome(this);
    } else super.keyInField(e, field, command);
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} target @param {string} command @override */
  keyElsewhere(e, target, command) {
    if (super.keyElsewhere(e, target, command)) return true;
    const typed = e.key.length === 1 && e.key !== " " && !e.ctrlKey && !e.metaKey && !e.altKey && !e.isComposing && command !== "seek" && command !== "card";
    if (target !== this.home || !typed || this.sheet.at.row < 0 || !this.sheet.column?.key.startsWith(AHEAD) || !this.store.state.may_write) return false;
    e.preventDefault();
    this.sheet.edit(e.key);
    return true;
  }

  nothing() {
    const { study } = this.store.state;
    if (this.sheet.of) return el("div", { class: "dc-empty" }, el("h2", {}, "Nobody found"), el("p", {}, "No participant has all of these words in name, memo or attributes."));
    return el("div", { class: "dc-empty" }, el("h2", {}, "No participants yet"), el("p", {}, "They come with the texts:"), el("pre", {}, `${study}.add(dc.read("page.txt"))`));
  }
}
