// The quotation browser put together: opened, listening to the store, closed. Each thing that it does is told in another module.

/** @import { News } from "../shared/types.js" */
/** @import { Store } from "../shared/store.js" */
import { el } from "../shared/elements.js";
import { chooser, ListShell } from "../shared/listshell.js";
import { Note } from "../shared/note.js";
import { PassageList } from "../shared/passages.js";
import { count } from "../shared/plainly.js";
import { keepSetting, setting } from "../shared/settings.js";
import { say, toHome } from "../shared/tell.js";
import { COMMANDS } from "./commands.js";
import { showDock } from "./dock.js";

/** @type {[string, string][]} */
const GROUPS = [["code", "code"], ["participant", "participant"], ["thread", "thread"], ["coder", "coder"], ["", "nothing"]];
/** @type {[string, string][]} */
const SORTS = [["place", "place in the text"], ["time", "time"], ["made", "newest coding"], ["long", "length"], ["score", "score"]];
const ABOUT = "What is done to ticked passages is one step, and undone as one. A passage that is underlined with dashes is a suggestion. "
  + "Copied quotations come with participant, thread, time and id.";

export class PassageBrowser extends ListShell {
  /** @param {Store<any>} store @param {string} height */
  constructor(store, height) {
    super(store, { label: "Quotation browser", height, commands: COMMANDS, about: ABOUT, seek: "Search the passages" });
    this.root.classList.add("dc-w-passages");
    const { signal } = this.gone;
    this.what = el("div", { class: "dc-what" });
    this.acts = el("div", { class: "dc-acts" });
    this.note = new Note(this, { label: "Memo", hint: "Why this code? Thoughts, doubts …" });
    this.dock = el("section", { class: "dc-dock", "aria-label": "What is chosen" }, el("div", { class: "dc-line" }, this.what, this.acts), this.note.node);
    const group = setting("passages:group", "code"), sort = setting("passages:sort", "place");
    this.passages = this.list = new PassageList(this, this.home, {
      ticks: true, asked: { group, sort }, colours: () => new Map(store.state.codes.map((/** @type {any} */ c) => [c.code, c.colour])), moved: () => this.moved(), empty: () => this.nothing(),
    });
    this.groups = chooser("Group by", GROUPS, group, (value) => { keepSetting("passages:group", value); this.show({ group: value }); });
    this.sorts = chooser("Sort by", SORTS, sort, (value) => { keepSetting("passages:sort", value); this.show({ sort: value }); });
    this.around = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false", title: "The sentences around each passage (x)" }, "Context");
    this.around.addEventListener("click", () => { this.toggleContext(); toHome(this); }, { signal });
    this.title = el("span", { class: "dc-title" }, "Passages");
    this.start.append(this.title, this.tally);
    this.above = el("div", { class: "dc-above", role: "group", "aria-label": "Which and how" }, this.seek, el("label", {}, "by", this.groups), el("label", {}, "in order of", this.sorts), this.around);
    this.body.append(el("div", { class: "dc-column" }, this.above, this.home));
    this.body.after(this.dock);
  }

  /** @param {HTMLElement} host @override */
  open(host) {
    super.open(host);
    this.passages.load(true);
    showDock(this);
  }

  /** @override */
  close() {
    this.note.keep();
    super.close();
  }

  /** @param {import("../shared/passages.js").Asked} changes */
  show(changes) {
    this.passages.show(changes);
    toHome(this);
  }

  /** @param {string} words @override */
  searched(words) { this.passages.show({ search: words || undefined }); }

  toggleContext() {
    const on = this.around.getAttribute("aria-pressed") !== "true";
    this.around.setAttribute("aria-pressed", String(on));
    this.passages.showContext(on);
    say(this, on ? "With the sentences around." : "Without the sentences around.");
  }

  moved() {
    const { total, of } = this.passages;
    this.tally.textContent = total === of ? count(total, "passage") : `${total.toLocaleString()} of ${count(of, "passage")}`;
    this.tally.title = this.store.state.of;
    this.root.classList.toggle("dc-bare", !of);
    showDock(this);
  }

  /** @override */
  letGo() {
    if (super.letGo()) return true;
    if (!this.passages.wholes.size) return false;
    this.passages.wholes.clear();
    this.passages.showContext(this.passages.context);
    return true;
  }

  /** @param {News} news @override */
  heard(news) {
    if (news.kind === "shown") this.passages.load();
    else super.heard(news);
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} field @param {string} command @override */
  keyInField(e, field, command) {
    if (field === this.note.field && e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      toHome(this);
    } else super.keyInField(e, field, command);
  }

  nothing() {
    const { study, of } = this.store.state, asked = this.passages.asked.search;
    if (asked && this.passages.of) return el("div", { class: "dc-empty" }, el("h2", {}, "Nothing found"), el("p", {}, "No passage has all of these words in its quote, memo, code, participant, thread or coder."));
    if (of) return el("div", { class: "dc-empty" }, el("h2", {}, "No passages here"), el("p", {}, of === "a frame" ? "None of the passages of this frame stands in the project." : "No coding answers to this query:"), of !== "a frame" && el("pre", {}, of));
    return el("div", { class: "dc-empty" }, el("h2", {}, "No passages yet"), el("p", {}, "Code some in the coding desk, or look at what a finder proposes:"),
      el("pre", {}, `dc.show_coder(${study})\ndc.show_passages(${study}, dc.find_terms(${study}.corpus, ${study}.codebook))`));
  }
}
