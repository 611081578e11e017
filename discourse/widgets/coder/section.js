// A screenful or so of utterances that are built and drawn together; until then a space of about their height. It knows no coding.

/** @import { Place } from "./place.js" */
import { el } from "../shared/elements.js";

const TALL = 1000; // pixels, about, from which on a section is full
const MANY = 24; // utterances in one section at most

export class Section {
  /** @param {Place[]} places */
  constructor(places) {
    this.places = places;
    this.filled = false;
    this.width = 0; // of the text when its margins were drawn
    this.guess = places.reduce((sum, p) => sum + heightOf(p), 0);
    this.node = el("section", { class: "dc-section dc-unfilled" });
    this.node.style.setProperty("--guess", `${this.guess}px`);
    for (const place of places) place.section = this;
  }

  /** Build what stands in it. The words are then in the page: to be found, and to be read aloud. */
  fill() {
    if (this.filled) return;
    this.filled = true;
    this.node.append(...this.places.map((place) => place.box));
    this.node.classList.remove("dc-unfilled");
  }

  /** Are all its marks and labels right, at this width of the text? @param {number} width */
  isDrawn(width) { return this.filled && this.width === width && this.places.every((p) => p.drawn); }
}

/** All utterances of a thread, cut into sections. @param {Place[]} places */
export function sectionsOf(places) {
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
