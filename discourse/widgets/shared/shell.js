// What every widget has around its own part: bar, status, undo, words to the person, the card of keys, the lines of Python.

/** @import { Choice, Command, News } from "./types.js" */
/** @import { Store } from "./store.js" */
import { fillCard, hideCard, showCard } from "./card.js";
import { button, el } from "./elements.js";
import { obey, passLab, pressKey } from "./keyboard.js";
import { bindingsOf } from "./keys.js";
import { addLine, openLines, restoreLines } from "./lines.js";
import { ownKeys } from "./remap.js";
import { refuse, showStatus, toHome } from "./tell.js";
import { openTray, showTray } from "./tray.js";

/**
 * A widget says what it is called and which commands it has, puts its own part into `body` (with `home`, where the focus rests),
 * and its own buttons into `start`, `middle` and `end` of the bar.
 */
export class Shell {
  /** @param {Store<any>} store @param {{label: string, height: string, commands: Command[], about?: string, choices?: Choice[], keys?: Record<string, string[]>}} given */
  constructor(store, { label, height, commands, about = "", choices = [], keys = {} }) {
    this.store = store;
    this.commands = commands;
    this.about = about;
    this.choices = choices; // settings that stand in the card
    this.given = keys; // keys that the cell gave: they come before those that a person set
    this.gone = new AbortController();
    /** @type {string[]} */
    this.lines = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.late = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.fading = undefined;
    this.home = el("div", { class: "dc-home", tabindex: 0 });
    this.start = el("span", { class: "dc-group dc-start" });
    this.middle = el("span", { class: "dc-group dc-middle" });
    this.end = el("span", { class: "dc-group dc-end" });
    this.chip = el("span", { class: "dc-chip", role: "status" });
    this.undo = button("Undo", "undo", "Ctrl + Z", () => obey(this, "undo"));
    this.redo = button("Redo", "redo", "Ctrl + Y", () => obey(this, "redo"));
    this.python = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false", title: "The lines of Python that do what you do here" }, "Python");
    this.python.addEventListener("click", () => { openLines(this, !!this.strip.hidden); toHome(this); });
    this.undone = el("button", { type: "button", class: "dc-toggle dc-undone", "aria-pressed": "false", hidden: true, title: "What was not done, with its words" });
    this.undone.addEventListener("click", () => { openTray(this, !!this.tray.hidden); toHome(this); });
    this.help = el("button", { type: "button", class: "dc-icon", "aria-label": "Keys and settings", title: "Keys and settings (?)", click: () => showCard(this) }, "?");
    this.changes = el("span", { class: "dc-group" }, this.undo, this.redo);
    this.bar = el("div", { class: "dc-bar", role: "group", "aria-label": "Tools" },
      this.start, el("span", { class: "dc-space" }), this.middle, this.changes, this.end, this.python, this.undone, this.chip, this.help);
    this.body = el("div", { class: "dc-body" });
    this.strip = el("section", { class: "dc-python", "aria-label": "Lines of Python", hidden: true });
    this.tray = el("section", { class: "dc-python dc-tray", "aria-label": "Not done", hidden: true });
    this.live = el("div", { class: "dc-hidden", "aria-live": "polite" });
    this.word = el("div", { class: "dc-word", role: "alert", hidden: true });
    this.card = el("div", { class: "dc-veil", hidden: true });
    this.root = el("div", { class: "dc", tabindex: -1, "data-lm-suppress-shortcuts": true, role: "group", "aria-label": label },
      this.bar, this.body, this.strip, this.tray, this.word, this.live, this.card);
    this.root.style.setProperty("--dc-height", height);
    /** @type {import("./popover.js").Popover | null} */
    this.popover = null;
    /** @type {Map<string, string>} */
    this.bindings = new Map();
    this.bind();
    /** @param {News} news */
    this.hear = (news) => this.heard(news);
  }

  /** The keys as this person has them. */
  bind() {
    this.bindings = bindingsOf(this.commands, { ...ownKeys(), ...this.given });
    fillCard(this);
  }

  /** Into the page, and listening. @param {HTMLElement} host */
  open(host) {
    const { signal } = this.gone, on = { signal };
    for (const node of this.root.querySelectorAll("button, input, select, textarea, [tabindex]")) node.setAttribute("data-lm-suppress-shortcuts", "");
    this.root.addEventListener("keydown", (e) => passLab(this, e), { signal, capture: true });
    this.root.addEventListener("keydown", (e) => pressKey(this, e), on);
    for (const type of ["keyup", "keypress", "copy", "cut", "paste"]) this.root.addEventListener(type, (e) => e.stopPropagation(), on);
    this.card.addEventListener("click", (e) => e.target === this.card && hideCard(this), on);
    window.addEventListener("focus", () => this.store.refresh(), on);
    this.root.addEventListener("pointerenter", () => this.store.refresh(), on);
    host.append(this.root);
    restoreLines(this);
    showStatus(this);
    showTray(this);
    this.store.enter(this.hear);
  }

  close() {
    this.popover?.close(false);
    this.gone.abort();
    this.store.leave(this.hear);
    this.root.remove();
  }

  /** What the store tells; a widget adds what it shows. @param {News} news */
  heard(news) {
    if (news.kind === "status") {
      showStatus(this);
      showTray(this);
    } else if (news.kind === "refused") refuse(this, news.why ?? "", news.verb);
    else if (news.kind === "line") addLine(this, news.line ?? "");
  }

  /** A key in a field of the widget. @param {KeyboardEvent} e @param {HTMLElement} field @param {string} command */
  keyInField(e, field, command) {
    if (e.key !== "Escape") return;
    e.preventDefault();
    toHome(this);
  }

  /** A key in a list or a grid of the widget; true where it is dealt with. @param {KeyboardEvent} e @param {HTMLElement} target @param {string} command */
  keyElsewhere(e, target, command) { return false; }
}
