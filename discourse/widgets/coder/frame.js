// The elements of a desk and how they are nested, and nothing of what they do.

/** @import { Choice, Command } from "../shared/types.js" */
/** @import { Codings } from "./codings.js" */
import { button, el } from "../shared/elements.js";
import { Shell } from "../shared/shell.js";

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
    this.panel = el("aside", { class: "dc-codes", "aria-label": "Codebook" }, el("div", { class: "dc-find" }, this.filter, el("kbd", {}, "/")), this.list);
    this.text = this.home;
    this.text.className = "dc-text";
    this.text.setAttribute("role", "region");
    this.text.setAttribute("aria-label", "The discussion. Press ? for the keys.");
    this.threads = el("select", { "aria-label": "Thread" });
    this.title = el("span", { class: "dc-title" });
    this.howFar = el("span", { class: "dc-progress-bar" });
    this.progress = el("span", { class: "dc-progress" });
    this.waiting = el("span", { class: "dc-waiting" });
    this.theirs = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false", hidden: true });
    this.back = button("Previous suggestion", "up", "[");
    this.fore = button("Next suggestion", "down", "]");
    this.toggle = button("Codes", "codes", "");
    this.toggle.classList.add("dc-fold");
    this.walk = el("span", { class: "dc-group" }, this.waiting, this.back, this.fore);
    this.start.append(this.toggle, this.threads, this.title);
    this.middle.append(this.theirs, this.walk);
    this.end.append(el("span", { class: "dc-group dc-how-far" }, el("span", { class: "dc-track", "aria-hidden": "true" }, this.howFar), this.progress));
    this.dockHead = el("div", { class: "dc-what" });
    this.dockActs = el("div", { class: "dc-acts" });
    this.memoMark = el("span", {}, "Memo");
    this.note = el("textarea", { rows: 1, placeholder: "Why this code? Thoughts, doubts …", "aria-label": "Memo" });
    this.means = el("div", { class: "dc-means", hidden: true });
    this.noteBox = el("label", { class: "dc-note", hidden: true }, this.memoMark, this.note);
    const line = el("div", { class: "dc-line" }, this.dockHead, this.dockActs);
    this.dock = el("section", { class: "dc-dock", "aria-label": "What is selected" }, line, this.means, this.noteBox);
    this.body.append(this.panel, this.text);
    this.body.after(this.dock);
    this.root.classList.add("dc-desk");
  }
}
