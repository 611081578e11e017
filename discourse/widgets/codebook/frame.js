// The elements of the codebook and how they are nested, and nothing of what they do.

/** @import { Command } from "../shared/types.js" */
/** @import { Store } from "../shared/store.js" */
/** @import { Snapshot } from "./types.js" */
import { button, el } from "../shared/elements.js";
import { Shell } from "../shared/shell.js";

const ABOUT = "Letters go to the next code that begins so. What is written in a field is kept when the field is left, or by Ctrl + Enter. "
  + "A retired code keeps its definition and its codings, and can be brought back.";

export class Frame extends Shell {
  /** @param {Store<Snapshot>} store @param {string} height @param {Command[]} commands */
  constructor(store, height, commands) {
    super(store, { label: "Codebook", height, commands, about: ABOUT });
    this.store = store;
    this.filter = el("input", { type: "search", placeholder: "Find a code", "aria-label": "Find a code by name, brief or term", autocomplete: "off", spellcheck: "false" });
    this.tree = this.home;
    this.tree.className = "dc-tree";
    for (const [name, value] of Object.entries({ role: "tree", "aria-label": "Codes. Press ? for the keys.", "aria-multiselectable": "true" })) this.tree.setAttribute(name, value);
    this.making = el("div", { class: "dc-making", role: "group", "aria-label": "A new code", hidden: true });
    this.out = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false", hidden: true });
    this.side = el("aside", { class: "dc-side", "aria-label": "The tree of codes" }, el("div", { class: "dc-find" }, this.filter, el("kbd", {}, "/")), this.making, this.tree, el("footer", {}, this.out));
    this.page = el("main", { class: "dc-page", tabindex: -1 });
    this.toggle = button("Codes", "codes", "");
    this.toggle.classList.add("dc-fold");
    this.title = el("span", { class: "dc-title" });
    this.fresh = el("button", { type: "button", class: "dc-toggle", title: "A new code (+)" }, "New code");
    this.colours = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false", title: "Can the colours be told apart?" }, "Colours");
    this.start.append(this.toggle, this.title);
    this.middle.append(this.fresh, this.colours);
    this.body.append(this.side, this.page);
    this.root.classList.add("dc-w-codebook");
  }
}
