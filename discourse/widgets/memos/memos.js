// The list of memos put together: opened, listening to the store, closed. Each thing that it does is told in another module.

/** @import { News } from "../shared/types.js" */
/** @import { Store } from "../shared/store.js" */
/** @import { Memo } from "./told.js" */
/** @import { Whole } from "../shared/whole.js" */
import { Blocks } from "../shared/blocks.js";
import { act, el } from "../shared/elements.js";
import { chooser, ListShell } from "../shared/listshell.js";
import { Note } from "../shared/note.js";
import { count } from "../shared/plainly.js";
import { keepSetting, setting } from "../shared/settings.js";
import { mayWrite, say, toHome } from "../shared/tell.js";
import { shorten } from "../shared/words.js";
import { COMMANDS } from "./commands.js";
import { Compose } from "./compose.js";
import { copyMemos, goToThing, remove } from "./deeds.js";
import { drawMemo } from "./rows.js";
import { aboutOf } from "./told.js";

/** @type {[string, string][]} */
const ORDERS = [["new", "newest first"], ["old", "oldest first"], ["thing", "what they are about"]];
const ABOUT = "Each coder has one memo on a thing. What you write is kept when you leave the field; an empty memo is taken away. Memos are plain text.";

export class MemoBrowser extends ListShell {
  /** @param {Store<any>} store @param {string} height */
  constructor(store, height) {
    super(store, { label: "Memos", height, commands: COMMANDS, about: ABOUT, seek: "Search the memos" });
    this.root.classList.add("dc-w-memos");
    /** @type {Record<string, any>} */
    this.asked = { sort: setting("memos:sort", "new") };
    this.of = 0;
    this.noting = ""; // "project" while a memo on that is written, whatever is in focus
    /** @type {Map<string, Whole>} */
    this.wholes = new Map();
    this.blocks = this.list = new Blocks(this.home, {
      label: "Memos", guess: 130, count: () => this.counted(), rows: async (first, until) => (await store.ask("memo_rows", { ...this.asked, first, until })).rows,
      draw: (line) => drawMemo(this, /** @type {any} */ (line)), moved: () => this.moved(), opened: () => COMMANDS.find((c) => "open" in c.keys)?.does(this, "open", false), failed: (why) => say(this, why.message, true),
    });
    this.what = el("div", { class: "dc-what" });
    this.acts = el("div", { class: "dc-acts" });
    this.note = new Note(this, { label: "Memo", hint: "What you think about it …" });
    this.compose = new Compose(this);
    this.dock = el("section", { class: "dc-dock", "aria-label": "What is chosen" }, el("div", { class: "dc-line" }, this.what, this.acts), this.note.node);
    this.fresh = act("New note", "n", "", () => this.compose.show());
    this.orders = chooser("In order of", ORDERS, this.asked.sort, (value) => { keepSetting("memos:sort", value); this.show({ sort: value }); });
    this.abouts = chooser("About", [], "", (value) => this.show({ about: value }));
    this.coders = chooser("By", [], "", (value) => this.show({ coder: value }));
    this.codes = chooser("On the code", [], "", (value) => this.show({ code: value }));
    this.start.append(el("span", { class: "dc-title" }, "Memos"), this.tally);
    this.end.append(this.fresh);
    this.above = el("div", { class: "dc-above", role: "group", "aria-label": "Which and how" }, this.seek, el("label", {}, "about", this.abouts), el("label", {}, "by", this.coders),
      el("label", {}, "on", this.codes), el("label", {}, "in order of", this.orders));
    this.body.append(el("div", { class: "dc-column" }, this.above, this.compose.node, this.home));
    this.body.after(this.dock);
    this.fillChoosers();
  }

  /** The memo in focus. @returns {Memo | null} */
  get memo() { return /** @type {any} */ (this.blocks.line); }

  async counted() {
    const { total, of, groups } = await this.store.ask("memos", this.asked);
    this.of = of;
    return { total, groups };
  }

  /** @param {HTMLElement} host @override */
  open(host) {
    super.open(host);
    this.blocks.load(true);
  }

  /** @override */
  close() {
    this.note.keep();
    super.close();
  }

  /** @param {Record<string, any>} changes */
  show(changes) {
    for (const [name, value] of Object.entries(changes)) if (value) this.asked[name] = value; else delete this.asked[name];
    this.blocks.load(true);
    toHome(this);
  }

  /** @param {string} words @override */
  searched(words) {
    if (words) this.asked.search = words; else delete this.asked.search;
    this.blocks.load(true);
  }

  /** What there is to choose from, as memos come and go; what is chosen stays. */
  fillChoosers() {
    const { things, coders, codes } = this.store.state;
    /** @param {HTMLSelectElement} select @param {string} all @param {[string, string][]} choices @param {string} [chosen] */
    const fill = (select, all, choices, chosen = "") => {
      const kept = chosen && !choices.some(([key]) => key === chosen) ? [/** @type {[string, string]} */ ([chosen, chosen])] : [];
      const options = [/** @type {[string, string]} */ (["", all]), ...choices, ...kept];
      select.replaceChildren(...options.map(([key, name]) => el("option", { value: key, selected: key === chosen }, name)));
    };
    fill(this.abouts, "everything", things.map((/** @type {any} */ t) => [t.key, t.name]), this.asked.about);
    fill(this.coders, "everybody", coders.map((/** @type {string} */ c) => [c, c]), this.asked.coder);
    fill(this.codes, "all codes", codes.map((/** @type {any} */ c) => [c.code, c.code]), this.asked.code);
  }

  moved() {
    const { total } = this.blocks, memo = this.memo, { store } = this, own = memo?.coder === store.coder, writes = store.state.may_write;
    this.tally.textContent = total === this.of ? count(total, "memo") : `${total.toLocaleString()} of ${count(this.of, "memo")}`;
    this.root.classList.toggle("dc-bare-list", !this.of);
    this.fresh.hidden = !writes;
    if (!total) this.home.replaceChildren(this.nothing());
    this.home.setAttribute("role", total ? "treegrid" : "region");
    this.what.replaceChildren(...(memo ? [el("b", {}, el("bdi", {}, own ? "Your memo" : `${memo.coder}’s memo`)), el("small", {}, "on ", el("bdi", {}, shorten(aboutOf(memo, store.state.project), 110)))]
      : [el("small", {}, total ? "↓ goes to a memo, Enter shows the whole of what it is about." : "")]));
    this.dock.classList.toggle("dc-quiet", !memo);
    this.acts.replaceChildren(...(!memo ? [] : [
      own && writes && act("Remove", "Del", "", () => remove(this)), act("Copy", "Ctrl C", "", () => void copyMemos(this)), memo.utterance && act("Go to", "g", "", () => goToThing(this)),
    ].filter((x) => x instanceof Node)));
    if (this.noting === "project") return;
    this.note.mark.textContent = own ? "Memo" : "Yours on the same";
    this.note.show(memo && writes && !memo.gone ? { about: memo.about, target: memo.target, was: memo.mine ?? "" } : null);
  }

  /** A memo on the whole project, where there is none of one's own yet; else that one. */
  async onProject() {
    if (!mayWrite(this)) return;
    const { rows } = await this.store.ask("memo_rows", { about: "project", coder: this.store.coder, first: 0, until: 1 });
    this.noting = "project";
    this.what.replaceChildren(el("b", {}, "Your memo"), el("small", {}, "on ", el("bdi", {}, this.store.state.project)));
    this.acts.replaceChildren();
    this.note.mark.textContent = "Memo";
    this.note.show({ about: "project", target: rows[0]?.target ?? "", was: rows[0]?.text ?? "" });
    this.note.field.focus();
    this.note.field.addEventListener("blur", () => { this.noting = ""; this.moved(); }, { once: true });
  }

  /** @override */
  letGo() {
    if (!this.wholes.size) return false;
    const open = [...this.wholes.keys()];
    this.wholes.clear();
    for (const id of open) this.blocks.redraw(id);
    return true;
  }

  /** @param {News} news @override */
  heard(news) {
    if (news.kind === "shown") {
      this.fillChoosers();
      this.blocks.load();
    } else super.heard(news);
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} field @param {string} command @override */
  keyInField(e, field, command) {
    const composing = this.compose.node.contains(field), done = e.key === "Enter" && (e.ctrlKey || e.metaKey || field === this.compose.title);
    if (composing && (e.key === "Escape" || done)) {
      e.preventDefault();
      if (e.key === "Escape") this.compose.shut();
      else if (field === this.compose.title && !(e.ctrlKey || e.metaKey)) this.compose.text.focus();
      else this.compose.keep();
    } else if (field === this.note.field && done) {
      e.preventDefault();
      toHome(this);
    } else super.keyInField(e, field, command);
  }

  nothing() {
    const { study } = this.store.state;
    if (this.of) return el("div", { class: "dc-empty" }, el("h2", {}, "Nothing found"), el("p", {}, "No memo answers to what is chosen and searched for."));
    return el("div", { class: "dc-empty" }, el("h2", {}, "No memos yet"), el("p", {}, "Write them while you code (m in the coding desk), here as a note (n), or in a cell:"),
      el("pre", {}, `${study}.memo("What I expect", "…", about="note")`));
  }
}
