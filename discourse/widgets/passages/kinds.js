// Which of the chosen passages a person may change, and how the others are told of. It knows no page.

/** @import { Passage } from "../shared/passages.js" */
import { count } from "../shared/plainly.js";
import { shorten } from "../shared/words.js";

/** @typedef {{own: Passage[], others: Passage[], open: Passage[], found: Passage[], done: Passage[]}} Sorted */

/** @param {Passage[]} chosen @param {string} coder @returns {Sorted} */
export function sorted(chosen, coder) {
  /** @type {Sorted} */
  const kinds = { own: [], others: [], open: [], found: [], done: [] };
  for (const p of chosen) {
    if (p.kind === "coding") (p.coder === coder ? kinds.own : kinds.others).push(p);
    else if (p.status && p.status !== "open") kinds.done.push(p);
    else (p.kind === "found" ? kinds.found : kinds.open).push(p);
  }
  return kinds;
}

/** Why some of the chosen passages were left as they are; "" where none was. @param {Passage[]} left */
export function whyLeft(left) {
  const coders = [...new Set(left.filter((p) => p.kind === "coding").map((p) => p.coder))], codings = left.filter((p) => p.kind === "coding").length;
  const whose = coders.length > 3 ? `${coders.length} others` : coders.join(" and "), rest = left.length - codings;
  const told = [
    codings && `${count(codings, "coding")} of ${whose} left as ${codings === 1 ? "it is" : "they are"}: only who made a coding changes it`,
    rest && `${count(rest, "suggestion")} left: accept or reject ${rest === 1 ? "it" : "them"} first`,
  ];
  return told.filter(Boolean).join("; ");
}

/** How the chosen ones are told of together. @param {Passage[]} chosen @param {string} coder */
export function toldTogether(chosen, coder) {
  const { own, others, open, found, done } = sorted(chosen, coder);
  const parts = [
    own.length && `${own.length} yours`, others.length && `${others.length} of ${[...new Set(others.map((p) => p.coder))].slice(0, 3).join(", ")}`,
    open.length + found.length && `${open.length + found.length} to be decided`, done.length && `${done.length} decided`,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** What a deed that goes by ids is about, for the reader of its line of Python. @param {Passage[]} all */
export function remarkOn(all) {
  const codes = [...new Set(all.map((p) => p.code))].slice(0, 3).join(", ");
  return all.length === 1 ? `${codes}: “${shorten(all[0].quote, 80)}”` : `${all.length} passages, ${codes}`;
}
