// One utterance of a thread as the desk knows it: its words at once; its elements and its items only when something asks for them.

/** @import { Item, Utterance } from "./types.js" */
/** @import { Desk } from "./state.js" */
/** @import { Section } from "./section.js" */
import { el } from "../shared/elements.js";
import { itemsOf } from "./items.js";
import { offsetMap } from "../shared/offsets.js";
import { headOf } from "./heads.js";
import { count } from "../shared/plainly.js";
import { shorten } from "../shared/words.js";

export class Place {
  /** @param {Desk} desk @param {number} n @param {Utterance} u @param {number} depth @param {Utterance | null} answered */
  constructor(desk, n, u, depth, answered) {
    this.desk = desk;
    this.n = n;
    this.u = u;
    this.depth = depth;
    this.answered = answered;
    /** @type {Place | null} */
    this.parent = null; // what it answers, if that stands here
    this.replies = 0; // so many utterances stand below it
    /** @type {"" | "gone" | "aside"} */
    this.veil = ""; // folded away altogether, or one dim line, for it does not fit the filters
    this.drawn = false; // its marks and labels are on the screen, and right
    this.look = ""; // as what it was drawn
    /** @type {Section | null} */
    this.section = null;
    /** @type {ReturnType<typeof offsetMap> | null} */
    this.offsets = null;
    /** @type {Item[] | null} */
    this.standing = null;
    /** @type {ReturnType<typeof build> | null} */
    this.built = null;
  }

  get map() { return (this.offsets ??= offsetMap(this.u.text)); }

  /** What stands in this utterance, in the order of the text. */
  get items() { return (this.standing ??= itemsOf(this.desk, this)); }

  /** The project knows something else about it now. */
  forget() { this.standing = null; }

  get box() { return this.parts.box; }
  get head() { return this.parts.head; }
  get said() { return this.parts.said; }
  get margin() { return this.parts.margin; }
  get flag() { return this.parts.flag; }

  /** Shown, one line, or gone; true where that is new. @param {"" | "gone" | "aside"} veil */
  play(veil) {
    if (veil === this.veil) return false;
    this.veil = veil;
    this.drawn = false; // its margin was measured as it stood before
    if (this.built) this.dress();
    return true;
  }

  /** Its box as what hides it says. */
  dress() {
    const { box, head } = this.parts, gist = head.querySelector(".dc-gist");
    box.classList.toggle("dc-gone", this.veil === "gone");
    box.classList.toggle("dc-aside", this.veil === "aside");
    if (this.veil === "aside" && !gist) head.append(el("span", { class: "dc-gist", dir: "auto" }, shorten(this.u.text, 160)));
    else if (this.veil !== "aside") gist?.remove();
  }

  /** Whether the replies below it are folded. */
  tellFolded() {
    if (!this.built || !this.replies) return;
    const { box, head } = this.built, folded = this.desk.folded.has(this.u.id), more = box.querySelector(".dc-more");
    head.querySelector(".dc-caret")?.setAttribute("aria-expanded", String(!folded));
    if (!folded) more?.remove();
    else if (!more) {
      const told = `${count(this.replies, this.replies === 1 ? "reply" : "replie")} hidden`;
      box.append(el("button", { type: "button", class: "dc-more", tabindex: -1, "data-does": "fold", "data-lm-suppress-shortcuts": true }, told));
    }
  }

  /** Its elements: whoever asks for them gets them, in the page, wherever the thread is scrolled to. */
  get parts() {
    if (!this.built) this.section?.fill();
    if (!this.built) {
      this.built = build(this);
      if (this.veil) this.dress();
      this.tellFolded();
    }
    return this.built;
  }
}

/** @param {Place} place */
function build(place) {
  const { n, u, depth, answered } = place, name = u.participant ?? "Unnamed";
  const flag = el("span", { class: "dc-flag" }), said = el("div", { class: "dc-said", dir: "auto" }, u.text), margin = el("div", { class: "dc-margin" });
  const head = headOf(place, flag), look = u.kind === "post" ? " dc-post" : u.kind === "pingback" ? " dc-pingback" : "";
  const told = `${name}, ${u.kind}${answered ? `, to ${answered.participant ?? "unnamed"}` : ""}`;
  const box = el("article", { class: `dc-u${look}`, "data-n": n, "aria-label": told }, head, said, margin);
  box.style.setProperty("--depth", String(Math.min(depth, 7)));
  return { box, head, said, margin, flag };
}
