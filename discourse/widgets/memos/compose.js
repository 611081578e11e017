// A new note, or a memo on the whole project: a title, a text, kept by one key. It sends nothing by itself.

/** @import { MemoBrowser } from "./memos.js" */
import { act, el } from "../shared/elements.js";
import { mayWrite, say, toHome } from "../shared/tell.js";

export class Compose {
  /** @param {MemoBrowser} browser */
  constructor(browser) {
    this.browser = browser;
    this.title = el("input", { type: "text", class: "dc-headline", placeholder: "Title of the note", "aria-label": "Title of the note", autocomplete: "off" });
    this.text = el("textarea", { rows: 4, placeholder: "What you think, decide, doubt … Plain text; Markdown stays as it is typed.", "aria-label": "Text of the note" });
    this.why = el("small", { role: "alert" });
    this.node = el("section", { class: "dc-compose", "aria-label": "New note", hidden: true }, this.title, this.text,
      el("div", { class: "dc-acts" }, this.why, el("span", { class: "dc-space" }), act("Cancel", "Esc", "", () => this.shut()), act("Keep", "Ctrl Enter", "dc-yes", () => this.keep())));
  }

  show() {
    if (!mayWrite(this.browser)) return;
    this.node.hidden = false;
    this.title.focus();
  }

  /** Away with it; what was typed stays until it was kept. */
  shut() {
    this.node.hidden = true;
    this.why.textContent = "";
    toHome(this.browser);
  }

  keep() {
    const title = this.title.value.trim(), text = this.text.value.trim() && this.text.value;
    if (!title || !text) {
      this.why.textContent = title ? "The note has no text yet." : "Give the note a title, by which it is found again.";
      return (title ? this.text : this.title).focus();
    }
    if (this.browser.store.state.titles.includes(title)) {
      this.why.textContent = "You have a note of that title already; change that one, or choose another title.";
      return this.title.focus();
    }
    this.browser.store.send("memo", { about: "note", target: title, text });
    this.title.value = this.text.value = "";
    this.shut();
    say(this.browser, `Note “${title}” kept.`, true);
  }
}
