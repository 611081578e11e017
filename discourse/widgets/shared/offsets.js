// Offsets of a text, counted as the browser counts and as the project counts, and never inside a character. It knows no page.

/**
 * Offsets of one text, both ways: the browser counts UTF-16 units, the project counts code points.
 * A unit inside a surrogate pair belongs to the pair's start.
 * @param {string} text
 */
export function offsetMap(text) {
  /** @type {number[]} */
  const pairs = [];
  for (let unit = 0; unit < text.length; unit++) if (/** @type {number} */ (text.codePointAt(unit)) > 0xffff) pairs.push(unit++);
  /** @param {(k: number) => boolean} before */
  const count = (before) => {
    let low = 0, high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    /** @param {number} point */
    units: (point) => point + count((k) => pairs[k] - k < point),
    /** @param {number} unit */
    points: (unit) => unit - count((k) => pairs[k] < unit),
  };
}

/** @param {"grapheme" | "word" | "sentence"} granularity */
const segmenter = (granularity) => (typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity }) : null);

export const SEGMENTERS = { grapheme: segmenter("grapheme"), word: segmenter("word"), sentence: segmenter("sentence") };

const WITHIN = /[\p{M}\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]/u; // where there is no Segmenter: what never begins a character

/**
 * The smallest run of whole characters, as a reader counts them, that holds [a, b).
 * @param {string} text @param {number} a @param {number} b @returns {[number, number]}
 */
export function snap(text, a, b) {
  const segments = SEGMENTERS.grapheme?.segment(text);
  if (segments) {
    const first = segments.containing(a), last = b > a ? segments.containing(b - 1) : undefined;
    return [first ? first.index : a, last ? last.index + last.segment.length : b];
  }
  /** @param {number} u */
  const joins = (u) => /[\udc00-\udfff]/.test(text[u]) || WITHIN.test(String.fromCodePoint(text.codePointAt(u) ?? 0)) || text[u - 1] === "\u200d";
  /** @param {number} u */
  const splits = (u) => u > 0 && u < text.length && joins(u);
  while (splits(a)) a--;
  while (splits(b)) b++;
  return [a, b];
}

/** [a, b) without the white space at its ends. @param {string} text @param {number} a @param {number} b @returns {[number, number]} */
export function trim(text, a, b) {
  const part = text.slice(a, b), bare = part.trim();
  if (!bare) return [a, a];
  const lead = part.length - part.trimStart().length;
  return [a + lead, a + lead + bare.length];
}
