// The elements of a desk and how they are nested, and nothing of what they do.

/** @import { Choice, Command } from "../shared/types.js" */
/** @import { Codings } from "./codings.js" */
import { button, el, icon } from "../shared/elements.js";
import { SearchBar } from "./searchbar.js";
import { Shell } from "../shared/shell.js";
import { newId } from "../shared/store.js";

const ABOUT = "White space at the ends of a selection is left off. A selection over several utterances becomes one coding in each. "
  + "What is drawn solid was decided by a person; what is dashed was proposed by a machine.";

/** @type {Choice[]} */
const CHOICES = [
  { name: "after", told: "After a passage was coded", fallback: "stay", values: [["stay", "it stays selected"], ["word", "on to the next word"], ["sentence", "on to the next sentence"]] },
  { name: "bar", told: "Beside what the mouse has selected", fallback: "shown", values: [["shown", "show the last codes"], ["hidden", "show nothing"]] },
];

export class Frame extends Shell {
  /** @param {Codings} store @param {string} height @param {Command[]} commands @param {Record<string, string[]>} keys */
  constructor(store, height, commands, keys) {
    super(store, { label: "Coding desk", height, commands, about: ABOUT, choices: CHOICES, keys });
    this.store = store;
    const finds = { placeholder: "Find a code", "aria-label": "Find a code; Enter gives it to the selection" };
    this.filter = el("input", { type: "search", ...finds, autocomplete: "off", spellcheck: "false" });
    this.list = el("ul", { class: "dc-list", "aria-label": "Codes" });
    this.mark = `dc-${newId().slice(-8)}`; // ids of this desk's own: there may be several in a page
    this.seek = el("input", {
      type: "search", placeholder: "Find a thread", "aria-label": "Find a thread; Enter opens it", autocomplete: "off", spellcheck: "false",
      role: "combobox", "aria-expanded": "true", "aria-autocomplete": "list", "aria-controls": `${this.mark}-rows`,
    });
    this.rows = el("div", { class: "dc-rows", role: "listbox", id: `${this.mark}-rows`, "aria-label": "Threads" });
    this.tally = el("div", { class: "dc-tally", hidden: true });
    this.shelf = el("div", { class: "dc-shelf", tabindex: 0, "aria-label": "All threads", role: "group" }, this.rows);
    /** @type {["threads" | "codes", HTMLElement, HTMLElement][]} */
    this.tabs = [
      ["threads", this.tabOf("threads", "Threads"), this.paneOf("threads", el("div", { class: "dc-seek" }, this.seek, el("kbd", {}, "t")), this.tally, this.shelf)],
      ["codes", this.tabOf("codes", "Codes"), this.paneOf("codes", el("div", { class: "dc-find" }, this.filter), this.list)],
    ];
    this.tabHeads = el("div", { class: "dc-tabs", role: "tablist", "aria-label": "Threads and codes" }, ...this.tabs.map(([, head]) => head));
    this.panel = el("aside", { class: "dc-codes", "aria-label": "Threads and codes" }, this.tabHeads, ...this.tabs.map(([, , pane]) => pane));
    this.text = this.home;
    this.text.className = "dc-text";
    this.text.setAttribute("role", "region");
    this.text.setAttribute("aria-label", "The discussion. Press ? for the keys.");
    this.title = el("span", { class: "dc-title" });
    this.chooser = el("button", { type: "button", class: "dc-chooser", "aria-haspopup": "listbox", title: "Threads (t)" }, this.title, icon("down"));
    this.funnel = button("Filter", "funnel", "f");
    this.chips = el("span", { class: "dc-chips" });
    this.sieve = el("input", {
      type: "text", placeholder: "Filter: uncoded, a code, a name, words …", "aria-label": "Filter by state, code, participant or words", autocomplete: "off", spellcheck: "false",
      role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": `${this.mark}-options`,
    });
    this.options = el("div", { class: "dc-offers", role: "listbox", id: `${this.mark}-options`, "aria-label": "Filters", hidden: true });
    this.fitting = el("span", { class: "dc-fitting" });
    this.clear = el("button", { type: "button", class: "dc-clear" }, "Clear all");
    this.strainer = el("div", { class: "dc-strainer", role: "search", "aria-label": "Filters", hidden: true }, this.chips, el("span", { class: "dc-sieve" }, this.sieve, this.options), this.fitting, this.clear);
    this.columns = el("div", { class: "dc-columns", "aria-hidden": "true", hidden: true });
    this.menu = el("div", { class: "dc-menu", role: "menu", id: `${this.mark}-menu`, "aria-label": "Coders", hidden: true });
    this.hover = el("div", { class: "dc-hover", role: "tooltip", hidden: true });
    this.howRead = el("span", { class: "dc-read-bar" });
    this.howFar = el("span", { class: "dc-progress-bar" });
    this.progress = el("span", { class: "dc-progress" });
    this.waiting = el("span", { class: "dc-waiting" });
    this.theirs = el("button", { type: "button", class: "dc-toggle dc-coders", title: "Coders (w)", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": `${this.mark}-menu`, hidden: true });
    this.back = button("Previous suggestion", "up", "[");
    this.fore = button("Next suggestion", "down", "]");
    this.toggle = button("Threads and codes", "codes", "");
    this.toggle.classList.add("dc-fold");
    this.walk = el("span", { class: "dc-group" }, this.waiting, this.back, this.fore);
    this.finder = new SearchBar();
    this.magnifier = button("Search the texts", "search", "/");
    this.start.append(this.toggle, this.chooser, this.funnel);
    this.middle.append(el("span", { class: "dc-anchor" }, this.theirs, this.menu), this.walk, this.magnifier);
    this.end.append(el("span", { class: "dc-group dc-how-far" }, el("span", { class: "dc-track", "aria-hidden": "true" }, this.howFar, this.howRead), this.progress));
    this.dockHead = el("div", { class: "dc-what" });
    this.dockActs = el("div", { class: "dc-acts" });
    this.memoMark = el("span", {}, "Memo");
    this.note = el("textarea", { rows: 1, placeholder: "Why this code? Thoughts, doubts …", "aria-label": "Memo" });
    this.means = el("div", { class: "dc-means", hidden: true });
    this.noteBox = el("label", { class: "dc-note", hidden: true }, this.memoMark, this.note);
    const line = el("div", { class: "dc-line" }, this.dockHead, this.dockActs);
    this.dock = el("section", { class: "dc-dock", "aria-label": "What is selected" }, line, this.means, this.noteBox);
    this.body.append(this.panel, el("div", { class: "dc-reader" }, this.columns, this.text));
    this.bar.after(this.strainer);
    this.strainer.after(this.finder.box);
    this.body.after(this.dock);
    this.root.append(this.hover);
    this.root.classList.add("dc-w-coder");
  }

  /** @param {string} name @param {string} told */
  tabOf(name, told) {
    return el("button", { type: "button", role: "tab", class: "dc-tab", id: `${this.mark}-tab-${name}`, "aria-controls": `${this.mark}-${name}`, "aria-selected": "false" }, told);
  }

  /** @param {string} name @param {...(Node | string)} inside */
  paneOf(name, ...inside) { return el("div", { role: "tabpanel", class: "dc-pane", id: `${this.mark}-${name}`, "aria-labelledby": `${this.mark}-tab-${name}`, hidden: true }, ...inside); }
}
