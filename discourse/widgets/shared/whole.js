// A whole utterance as it is shown in a list: with what it answers above it, and the passage marked. It asks for nothing.

import { el } from "./elements.js";
import { offsetMap } from "./offsets.js";

/** @typedef {{text: string, participant?: string, kind: string, time?: string, title: string, answers?: {text: string, participant?: string, kind: string}}} Whole */

/** @param {Whole} whole @param {number} [start] @param {number} [end] of the passage, in code points */
export function drawWhole(whole, start = 0, end = 0) {
  const { units } = offsetMap(whole.text), [a, b] = [units(start), units(end)], to = whole.answers;
  const answered = to && el("div", { class: "dc-answered" }, el("b", {}, el("bdi", {}, to.participant ?? "Unnamed")), el("span", { dir: "auto" }, to.text));
  const words = b > a ? [whole.text.slice(0, a), el("mark", {}, whole.text.slice(a, b)), whole.text.slice(b)] : [whole.text];
  return el("div", { class: "dc-whole" }, answered, el("div", { class: "dc-quote", dir: "auto" }, ...words));
}
