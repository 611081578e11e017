// Words and sentences of a text, as a reader would point at them. It knows no page.

import { SEGMENTERS, snap, trim } from "./offsets.js";

/**
 * The next word that begins at or after `at` (step 1), or the last that ends at or before it (step -1).
 * @param {string} text @param {number} at @param {1 | -1} step @returns {[number, number] | null}
 */
export function word(text, at, step) {
  const segments = SEGMENTERS.word?.segment(text);
  if (!segments) return plainWord(text, at, step);
  let found = segments.containing(step > 0 ? at : at - 1);
  while (found) {
    const end = found.index + found.segment.length;
    const whole = step > 0 ? found.index >= at : end <= at;
    if (whole && (found.isWordLike || /\p{Extended_Pictographic}/u.test(found.segment))) return [found.index, end];
    found = step > 0 ? segments.containing(end) : found.index > 0 ? segments.containing(found.index - 1) : undefined;
  }
  return null;
}

/** @param {string} text @param {number} at @param {1 | -1} step @returns {[number, number] | null} */
function plainWord(text, at, step) {
  /** @type {[number, number] | null} */
  let best = null;
  for (const hit of text.matchAll(/\S+/gu)) {
    const end = hit.index + hit[0].length;
    if (step > 0 && hit.index >= at) return [hit.index, end];
    if (step < 0 && end <= at) best = [hit.index, end];
  }
  return best;
}

/** The sentence in which `at` stands. @param {string} text @param {number} at @returns {[number, number]} */
export function sentence(text, at) {
  const found = SEGMENTERS.sentence?.segment(text).containing(Math.min(at, text.length - 1));
  if (found) return trim(text, found.index, found.index + found.segment.length);
  const before = text.slice(0, at).search(/[^.!?\n]*$/u), after = text.slice(at).search(/[.!?\n]/u);
  return trim(text, before, after < 0 ? text.length : at + after + 1);
}

/** @param {string} text @param {number} most */
export const shorten = (text, most) => {
  const flat = text.replace(/\s+/gu, " ");
  if (flat.length <= most) return flat;
  const end = snap(flat, 0, most - 1)[1];
  return flat.slice(0, end < most + 60 ? end : most - 1) + "…"; // one letter under a pile of marks is cut all the same
};
