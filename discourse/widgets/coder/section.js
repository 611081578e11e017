// A thread cut into parts, and each part into sections: so that what is out of view costs nothing. It knows no coding.

/** @import { Place } from "./place.js" */
import { el } from "../shared/elements.js";

const TALL = 1000; // pixels, about, from which on a section is full
const MANY = 24; // utterances in one section at most
const SECTIONS = 32; // in one part: a browser that has to look at a thousand sections in each frame stutters

/** Many sections, which the browser need not look at one by one while they are far away. */
export class Part {
  /** @param {Section[]} sections */
  constructor(sections) {
    this.sections = sections;
    for (const section of sections) section.part = this;
    this.node = el("div", { class: "dc-part" }, ...sections.map((s) => s.node));
    this.guessAnew();
  }

  /** Utterances were folded away, or came back. */
  guessAnew() {
    for (const section of this.sections) section.guessAnew();
    forgetHeight(this.node);
    this.node.style.setProperty("--guess", `${this.sections.reduce((sum, s) => sum + s.guess, 0)}px`);
  }
}

/** A screenful or so of utterances that are built and drawn together; until then a space of about their height. */
export class Section {
  /** @param {Place[]} places */
  constructor(places) {
    this.places = places;
    /** @type {Part | null} */
    this.part = null;
    this.filled = false;
    this.width = 0; // of the text when its margins were drawn
    this.guess = 0;
    this.node = el("section", { class: "dc-section dc-unfilled" });
    for (const place of places) place.section = this;
  }

  guessAnew() {
    const before = this.guess;
    this.guess = this.places.reduce((sum, p) => sum + (p.veil === "gone" ? 0 : p.veil ? 30 : heightOf(p)), 0);
    if (before !== this.guess) forgetHeight(this.node);
    this.node.style.setProperty("--guess", `${this.guess}px`);
  }

  /** Build what stands in it. The words are then in the page: to be found, and to be read aloud. */
  fill() {
    if (this.filled) return;
    this.filled = true;
    this.node.append(...this.places.map((place) => place.box));
    this.node.classList.remove("dc-unfilled");
  }

  /** Are all its marks and labels right, at this width of the text? @param {number} width */
  isDrawn(width) {
    const near = this.places.filter((p) => p.veil !== "gone");
    return !near.length || (this.filled && this.width === width && near.every((p) => p.drawn || p.veil));
  }
}

/** The browser remembers how tall a thing out of view was; folded, that was nothing, and unfolded all would seem to be in view. @param {HTMLElement} node */
const forgetHeight = (node) => node.style.setProperty("contain-intrinsic-block-size", "var(--guess)");

/** All utterances of a thread, cut into parts. @param {Place[]} places */
export function partsOf(places) {
  const sections = sectionsOf(places);
  return Array.from({ length: Math.ceil(sections.length / SECTIONS) }, (_, n) => new Part(sections.slice(n * SECTIONS, (n + 1) * SECTIONS)));
}

/** @param {Place[]} places */
function sectionsOf(places) {
  /** @type {Section[]} */
  const sections = [];
  let from = 0, tall = 0;
  places.forEach((place, n) => {
    tall += heightOf(place);
    if (tall < TALL && n + 1 - from < MANY && n + 1 < places.length) return;
    sections.push(new Section(places.slice(from, n + 1)));
    from = n + 1;
    tall = 0;
  });
  return sections;
}

/** About how tall an utterance will be, in pixels. @param {Place} place */
const heightOf = ({ u, depth }) => 46 + 28 * Math.ceil((u.text.length + 1) / (74 - 2.6 * Math.min(depth, 7)));
