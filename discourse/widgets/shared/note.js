// A field for what is thought about something: sent when it is left, never overwritten while it is written in. It draws nothing else.

/** @import { Shell } from "./shell.js" */
import { el } from "./elements.js";
import { say } from "./tell.js";

/** @typedef {{about: string, target: string, was: string}} Noted what the memo is about, and how it stood */

export class Note {
  /** @param {Shell} shell @param {{label: string, hint: string}} given */
  constructor(shell, { label, hint }) {
    this.shell = shell;
    this.field = el("textarea", { rows: 1, placeholder: hint, "aria-label": label });
    this.mark = el("span", {}, label);
    this.node = el("label", { class: "dc-note", hidden: true }, this.mark, this.field);
    /** @type {Noted | null} */
    this.on = null;
    this.field.addEventListener("input", () => this.fit());
    this.field.addEventListener("blur", () => this.keep());
    window.addEventListener("pagehide", () => this.keep(), { signal: shell.gone.signal });
  }

  /** The field is about this now. What was written about something else is sent first. @param {Noted | null} thing */
  show(thing) {
    const same = thing && this.on && thing.about === this.on.about && thing.target === this.on.target;
    if (same && document.activeElement === this.field) return; // it is being written
    if (same && thing.was === this.on?.was && this.field.value === thing.was) return;
    this.keep();
    this.on = thing;
    this.field.value = thing?.was ?? "";
    this.node.hidden = !thing;
    this.fit();
  }

  /** Send what was written, if it is anything new. */
  keep() {
    const { on, field } = this;
    if (!on || field.value === on.was || !this.shell.store.state.may_write) return;
    on.was = field.value;
    this.shell.store.send("memo", { about: on.about, target: on.target, text: field.value });
    say(this.shell, field.value ? "Memo kept." : "Memo removed.");
  }

  /** What was written is not to be sent. */
  forget() {
    if (this.on) this.field.value = this.on.was;
  }

  fit() {
    this.field.style.height = "auto";
    if (this.field.value) this.field.style.height = `${Math.min(160, this.field.scrollHeight + 2)}px`;
  }
}
