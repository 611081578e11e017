// What a search found, in the order in which the thread is read, and which hit is meant. Numbers only, tested without a browser.

/** @import { Hit } from "./types.js" */

/**
 * Hits as the page counts (UTF-16 units), in the order of the places; those in utterances that are not here are left out.
 * @param {[string, number, number][]} here as the project counts: utterance, start, end
 * @param {(id: string) => {n: number, map: {units(point: number): number}} | undefined} placeOf @returns {Hit[]}
 */
export function placeHits(here, placeOf) {
  /** @type {Hit[]} */
  const hits = [];
  for (const [id, start, end] of here) {
    const place = placeOf(id);
    if (place) hits.push({ n: place.n, a: place.map.units(start), b: place.map.units(end) });
  }
  return hits.sort((x, y) => x.n - y.n || x.a - y.a);
}

/** The first hit at or behind a place of the thread, or the first of all; -1 where there is none. @param {Hit[]} hits @param {number} n @param {number} unit */
export function hitAt(hits, n, unit) {
  if (!hits.length) return -1;
  const found = hits.findIndex((h) => h.n > n || (h.n === n && h.a >= unit));
  return found < 0 ? 0 : found;
}

/**
 * From here to the next hit, or the one before: its number, or in which direction the thread is left ("over").
 * @param {Hit[]} hits @param {number} at the hit that is meant now, -1 where none is @param {{n: number, unit: number}} from where one stands @param {1 | -1} sign
 * @returns {number | "over"}
 */
export function nextHit(hits, at, from, sign) {
  if (!hits.length) return "over";
  if (at >= 0) return at + sign < 0 || at + sign >= hits.length ? "over" : at + sign;
  const ahead = hits.findIndex((h) => h.n > from.n || (h.n === from.n && h.a >= from.unit));
  if (sign > 0) return ahead < 0 ? "over" : ahead;
  return ahead < 0 ? hits.length - 1 : ahead > 0 ? ahead - 1 : "over";
}

/** The next thread with hits, or the one before, going round; null where there is no other. @param {{id: string}[]} threads @param {string[]} order all threads @param {string} now @param {1 | -1} sign */
export function threadBeyond(threads, order, now, sign) {
  const found = new Set(threads.map((t) => t.id)), at = order.indexOf(now);
  for (let step = 1; step < order.length; step++) {
    const id = order[(((at + sign * step) % order.length) + order.length) % order.length];
    if (found.has(id)) return id;
  }
  return null;
}

/** "3 of 41", "41 hits", "No hits". @param {number} at @param {number} n */
export function toldHits(at, n) {
  if (!n) return "No hits";
  return at < 0 ? `${n.toLocaleString()} ${n === 1 ? "hit" : "hits"}` : `${(at + 1).toLocaleString()} of ${n.toLocaleString()}`;
}

/** A line around a passage of a text, in the page's units. @param {string} text @param {number} a @param {number} b @param {number} left @param {number} right @returns {{before: string, quote: string, after: string}} */
export function lineAround(text, a, b, left, right) {
  /** @param {number} unit */
  const whole = (unit) => (/[\udc00-\udfff]/.test(text[unit] ?? "") ? unit - 1 : unit);
  return { before: text.slice(whole(Math.max(0, a - left)), a), quote: text.slice(a, b), after: text.slice(b, whole(Math.min(text.length, b + right))) };
}
