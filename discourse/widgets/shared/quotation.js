// A quotation with its source, as it is pasted: plain, and as HTML in which its words are only words. It knows no page.

import { showTime } from "./plainly.js";

/** @typedef {{quote: string, participant?: string, title?: string, thread?: string, time?: string, utterance: string}} Quoted */

/** “quote” (participant, thread, time, id). @param {Quoted} quoted */
export function quotedPlain(quoted) { return `“${quoted.quote}” (${sourceOf(quoted).join(", ")})`; }

/** The same for a word processor. @param {Quoted} quoted */
export function quotedRich(quoted) {
  const [id, ...rest] = sourceOf(quoted).toReversed(), words = escaped(quoted.quote).replace(/\r\n|\r|\n/g, "<br>");
  return `<p>“<bdi>${words}</bdi>” (${[...rest.toReversed().map((x) => `<bdi>${escaped(x)}</bdi>`), `<code>${escaped(id)}</code>`].join(", ")})</p>`;
}

/** Several, under the name of what they have in common. @param {Quoted[]} all @param {string} [title] @returns {{plain: string, rich: string}} */
export function quotations(all, title = "") {
  return {
    plain: (title ? `${title}\n\n` : "") + all.map(quotedPlain).join("\n\n"),
    rich: (title ? `<h3><bdi>${escaped(title)}</bdi></h3>` : "") + all.map(quotedRich).join("\n"),
  };
}

/** Who, where, when, and by which id. @param {Quoted} quoted */
export function sourceOf(quoted) {
  return [quoted.participant ?? "unnamed", quoted.title ?? quoted.thread, quoted.time && showTime(quoted.time), quoted.utterance].filter((x) => typeof x === "string" && x !== "").map(String);
}

/** @param {string} text */
export function escaped(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
