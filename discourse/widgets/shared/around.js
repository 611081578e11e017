// The sentence in which a passage stands, and the words before and after it. It knows no page.

import { SEGMENTERS } from "./offsets.js";

/**
 * What is read before and after a passage: the rest of its sentence, or where it begins or ends one, the sentence next to it.
 * `cut` tells that the text given goes on beyond its ends.
 * @param {string} before @param {string} quote @param {string} after @param {{start?: boolean, end?: boolean}} [cut] @returns {{lead: string, tail: string}}
 */
export function around(before, quote, after, cut = {}) {
  const text = before + quote + after, a = before.length, b = a + quote.length, ends = breaks(text);
  const from = ends.filter((n) => n < a && /\S/u.test(text.slice(n, a))).at(-1) ?? 0;
  const to = ends.find((n) => n > b && /\S/u.test(text.slice(b, n))) ?? text.length;
  const lead = text.slice(from, a).trimStart(), tail = text.slice(b, to).trimEnd();
  return { lead: from === 0 && cut.start && lead ? `…${lead}` : lead, tail: to === text.length && cut.end && tail ? `${tail}…` : tail };
}

/** Where sentences begin. @param {string} text @returns {number[]} */
function breaks(text) {
  const found = SEGMENTERS.sentence;
  if (found) return [...found.segment(text)].map((s) => s.index);
  return [0, ...[...text.matchAll(/[.!?]\s+|\n+/gu)].map((m) => m.index + m[0].length)];
}
