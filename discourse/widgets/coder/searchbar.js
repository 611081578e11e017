// The elements of the search: the bar, what it found elsewhere, and what would be coded. Nothing of what they do.

import { act, button, el } from "../shared/elements.js";

/** @type {[string, string][]} */
const SEARCH_WAYS = [["plain", "Letters"], ["words", "Whole words"], ["lemma", "All forms of a word"], ["regex", "Regular expression"]];
/** @type {[string, string][]} */
const CODED_UNITS = [["hit", "the hits themselves"], ["word", "their words"], ["sentence", "their sentences"], ["paragraph", "their paragraphs"], ["utterance", "their utterances"]];

/** @param {string} told @param {[string, string][]} choices */
const wayOf = (told, choices) => el("select", { "aria-label": told, title: told }, ...choices.map(([value, name]) => el("option", { value }, name)));

export class SearchBar {
  constructor() {
    const finds = { placeholder: "Search the texts", "aria-label": "Search the texts", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" };
    this.field = el("input", { type: "search", ...finds });
    this.how = wayOf("How to search", SEARCH_WAYS);
    this.case = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false", "aria-label": "Capitals matter", title: "Capitals matter" }, "Aa");
    this.here = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "true" }, "This thread");
    this.all = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false" }, "All threads");
    this.count = el("span", { class: "dc-hits", role: "status" });
    this.back = button("Previous hit", "up", "Shift + F3");
    this.fore = button("Next hit", "down", "F3");
    this.coding = act("Code hits…", "a", "dc-coding", () => {});
    this.shut = button("Close the search", "no", "Esc");
    this.row = el("div", { class: "dc-finder-row" }, this.field, this.how, this.case,
      el("span", { class: "dc-group", role: "group", "aria-label": "Where" }, this.here, this.all),
      this.count, el("span", { class: "dc-group" }, this.back, this.fore), el("span", { class: "dc-space" }), this.coding, this.shut);
    this.why = el("p", { class: "dc-finder-why", role: "alert", hidden: true });
    this.results = el("div", { class: "dc-results", role: "group", "aria-label": "Hits", hidden: true });

    this.code = el("select", { "aria-label": "Code" });
    this.unit = wayOf("What is coded", CODED_UNITS);
    this.where = wayOf("Where", [["here", "in this thread"], ["all", "in all threads"]]);
    this.none = el("button", { type: "button", class: "dc-textlink" }, "Tick none");
    this.choices = el("ul", { class: "dc-findings", "aria-label": "What will be coded" });
    this.sum = el("span", { class: "dc-sum", role: "status" });
    this.does = el("button", { type: "button", class: "dc-act dc-main" }, "Code");
    this.proposes = act("Only suggest", "", "", () => {});
    this.leaves = act("Cancel", "Esc", "", () => {});
    this.line = el("code", { class: "dc-finder-line", tabindex: 0, "aria-label": "The line of Python that does the same" });
    this.pane = el("div", { class: "dc-autocode", role: "group", "aria-label": "Code what was found", hidden: true },
      el("div", { class: "dc-finder-row" }, el("span", {}, "Give"), this.code, el("span", {}, "to"), this.unit, this.where, el("span", { class: "dc-space" }), this.sum, this.none),
      this.choices,
      el("div", { class: "dc-finder-row" }, this.line, this.proposes, this.leaves, this.does));
    this.box = el("section", { class: "dc-finder", role: "search", "aria-label": "Search", hidden: true }, this.row, this.why, this.results, this.pane);
  }
}
