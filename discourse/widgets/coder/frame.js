// The elements of a desk and how they are nested, and nothing of what they do.

import { button, el } from "./elements.js";
import { CARD } from "./keys.js";
import { MAC } from "./plainly.js";

/** The elements of a desk, and nothing of what they do. */
export class Frame {
  /** @param {string} height */
  constructor(height) {
    const finds = { placeholder: "Find a code", "aria-label": "Find a code; Enter gives it to the selection" };
    this.filter = el("input", { type: "search", ...finds, autocomplete: "off", spellcheck: "false" });
    this.list = el("ul", { class: "dc-list", "aria-label": "Codes" });
    this.panel = el("aside", { class: "dc-codes", "aria-label": "Codebook" }, el("div", { class: "dc-find" }, this.filter, el("kbd", {}, "c")), this.list);
    this.text = el("div", { class: "dc-text", tabindex: 0, role: "region", "aria-label": "The discussion. Press ? for the keys." });
    this.threads = el("select", { "aria-label": "Thread" });
    this.title = el("span", { class: "dc-title" });
    this.bar = el("span", { class: "dc-progress-bar" });
    this.progress = el("span", { class: "dc-progress" });
    this.chip = el("span", { class: "dc-chip", role: "status" });
    this.waiting = el("span", { class: "dc-waiting" });
    this.theirs = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false", hidden: true });
    this.undo = button("Undo", "undo", "Ctrl + Z");
    this.redo = button("Redo", "redo", "Ctrl + Y");
    this.back = button("Previous suggestion", "up", "[");
    this.fore = button("Next suggestion", "down", "]");
    this.help = el("button", { type: "button", class: "dc-icon", "aria-label": "Keys", title: "Keys (?)" }, "?");
    this.toggle = button("Codes", "codes", "");
    this.toggle.classList.add("dc-fold");
    this.walk = el("span", { class: "dc-group" }, this.waiting, this.back, this.fore);
    const head = el("div", { class: "dc-bar", role: "group", "aria-label": "Thread, suggestions, undo" },
      this.toggle, this.threads, this.title, el("span", { class: "dc-space" }), this.theirs, this.walk,
      el("span", { class: "dc-group" }, this.undo, this.redo),
      el("span", { class: "dc-group dc-how-far" }, el("span", { class: "dc-track", "aria-hidden": "true" }, this.bar), this.progress), this.chip, this.help);
    this.dockHead = el("div", { class: "dc-what" });
    this.dockActs = el("div", { class: "dc-acts" });
    this.memoMark = el("span", {}, "Memo");
    this.note = el("textarea", { rows: 1, placeholder: "Why this code? Thoughts, doubts …", "aria-label": "Memo" });
    this.means = el("div", { class: "dc-means", hidden: true });
    this.noteBox = el("label", { class: "dc-note", hidden: true }, this.memoMark, this.note);
    const line = el("div", { class: "dc-line" }, this.dockHead, this.dockActs);
    this.dock = el("section", { class: "dc-dock", "aria-label": "What is selected" }, line, this.means, this.noteBox);
    this.live = el("div", { class: "dc-hidden", "aria-live": "polite" });
    this.word = el("div", { class: "dc-word", role: "alert", hidden: true });
    this.shut = button("Close", "no", "Esc");
    this.card = keyCard(this.shut);
    this.root = el("div", { class: "dc", tabindex: -1, "data-lm-suppress-shortcuts": true, role: "group", "aria-label": "Coding desk" },
      head, el("div", { class: "dc-body" }, this.panel, this.text), this.dock, this.word, this.live, this.card);
    this.root.style.setProperty("--dc-height", height);
    for (const node of this.root.querySelectorAll("button, input, select, textarea, [tabindex]")) node.setAttribute("data-lm-suppress-shortcuts", "");
  }
}

/** The card of keys. @param {HTMLElement} shut */
function keyCard(shut) {
  const between = /( {2}or {2}| {2}| \+ | – |, )/;
  /** @param {string} keys */
  const caps = (keys) => keys.split(between).map((k) => (between.test(k) ? el("i", {}, k.trim() || " ") : el("kbd", {}, MAC && k === "Ctrl" ? "⌘" : k)));
  /** @param {[string, string][]} rows */
  const listed = (rows) => el("dl", {}, ...rows.flatMap(([keys, does]) => [el("dt", {}, ...caps(keys)), el("dd", {}, does)]));
  const groups = CARD.map(([title, rows]) => el("div", {}, el("h3", {}, title), listed(rows)));
  return el("div", { class: "dc-veil", hidden: true }, el("div", { class: "dc-card", role: "dialog", "aria-modal": "true", "aria-label": "Keys" },
    el("header", {}, el("h2", {}, "Keys"), shut), el("div", { class: "dc-groups" }, ...groups),
    el("p", {}, "White space at the ends of a selection is left off. A selection over several utterances becomes one coding in each. ",
      "What is drawn solid was decided by a person; what is dashed was proposed by a machine.")));
}
