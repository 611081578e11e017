// Where a passage may be cut, widened and joined: numbers and strings, no page.

import { snap, trim } from "../shared/offsets.js";
import { sentence, word } from "../shared/words.js";

const LONGEST = 60; // characters in a code's name that was made of words of the text

/** The paragraph in which `at` stands. @param {string} text @param {number} at @returns {[number, number]} */
export function paragraph(text, at) {
  const cut = /\r?\n[^\S\n]*\r?\n\s*/gu;
  let from = 0;
  for (const { index, 0: gap } of text.matchAll(cut)) {
    if (index >= at || index + gap.length > at) return trim(text, from, index);
    from = index + gap.length;
  }
  return trim(text, from, text.length);
}

/**
 * A passage with one of its ends a word further, or back; never empty. Null where it cannot.
 * @param {string} text @param {number} a @param {number} b @param {"start" | "end"} side @param {1 | -1} step @returns {[number, number] | null}
 */
export function nudge(text, a, b, side, step) {
  const grows = (side === "end") === step > 0, at = side === "end" ? b : a;
  if (grows) {
    const next = word(text, at, step), to = next ? next[step > 0 ? 1 : 0] : step > 0 ? trim(text, 0, text.length)[1] : trim(text, 0, text.length)[0];
    return step > 0 ? (to > b ? [a, to] : null) : to < a ? [to, b] : null;
  }
  if (side === "end") {
    const last = word(text, b, -1), before = last && word(text, last[0], -1);
    return before && before[1] > a ? [a, before[1]] : null;
  }
  const first = word(text, a, 1), next = first && word(text, first[1], 1);
  return next && next[0] < b ? [next[0], b] : null;
}

/**
 * Where a passage is cut in two: where the selection begins in it, else where it ends in it, else behind its first sentence.
 * @param {string} text @param {{a: number, b: number}} passage @param {{a: number, b: number} | null} chosen
 */
export function cutAt(text, { a, b }, chosen) {
  if (chosen && chosen.a > a && chosen.a < b) return chosen.a;
  if (chosen && chosen.b > a && chosen.b < b) return chosen.b;
  const end = sentence(text, a)[1];
  return end > a && end < b && text.slice(end, b).trim() ? end : null;
}

/**
 * Those passages that touch this one, or overlap it, or one that does; nothing but white space stands between. Sorted, with itself.
 * @template {{a: number, b: number}} T @param {string} text @param {T} of @param {T[]} all @returns {T[]}
 */
export function touching(text, of, all) {
  const found = [of];
  let { a, b } = of;
  for (let grown = true; grown;) {
    const next = all.find((o) => !found.includes(o) && (o.a <= b ? o.b >= a || !text.slice(o.b, a).trim() : !text.slice(b, o.a).trim()));
    grown = !!next;
    if (next) {
      found.push(next);
      a = Math.min(a, next.a);
      b = Math.max(b, next.b);
    }
  }
  return found.sort((x, y) => x.a - y.a || x.b - y.b);
}

/** A name for a code made of the words of a passage: one line, no "/", not long. @param {string} words */
export function nameOf(words) {
  const flat = words.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ").replaceAll("/", " ").replace(/\s+/gu, " ");
  const bare = flat.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "") || flat.trim();
  if (bare.length <= LONGEST) return bare;
  const cut = bare.slice(0, snap(bare, 0, LONGEST - 1)[1]), space = cut.lastIndexOf(" ");
  return `${(space > LONGEST / 2 ? cut.slice(0, space) : cut).replace(/[\s\p{P}]+$/u, "")}…`;
}
