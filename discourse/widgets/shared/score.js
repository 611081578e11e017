// How well what is typed fits a name: letters in their order, better where words begin and where they stand together. It knows no page.

/** For comparing: without accents, case and compatibility forms. @param {string} text */
export const plainLetters = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/**
 * From 0 (does not fit) upwards. "wos" fits "work as a service"; a name that begins so fits best.
 * @param {string} wanted @param {string} name
 */
export function fuzzyScore(wanted, name) {
  const w = plainLetters(wanted.trim()).replace(/\s+/gu, " "), t = plainLetters(name);
  if (!w) return 1;
  const at = t.indexOf(w);
  if (at >= 0) return (at === 0 ? 100 : startsWord(t, at) ? 80 : 50) + (10 * w.length) / t.length;
  return Math.max(0, scattered(w.replaceAll(" ", ""), t));
}

/** Letters that are scattered over the name, each run from the best place on. @param {string} w @param {string} t */
function scattered(w, t) {
  let score = 10, from = 0, last = -2;
  for (const letter of w) {
    let at = t.indexOf(letter, from);
    if (at < 0) return 0;
    if (at !== last + 1) { // a new run: sooner at the beginning of a word
      for (let other = at; other >= 0; other = t.indexOf(letter, other + 1)) if (startsWord(t, other)) { at = other; break; }
      score -= startsWord(t, at) ? 0 : 3;
    }
    score += at === last + 1 || startsWord(t, at) ? 2 : 0;
    from = at + letter.length;
    last = from - 1;
  }
  return score;
}

/** @param {string} t @param {number} at */
const startsWord = (t, at) => at === 0 || !/[\p{L}\p{N}]/u.test(t[at - 1]);

/**
 * The best fit of several names; the first ones count more. Each word that was typed must fit somewhere.
 * @param {string} wanted @param {[string, number][]} names each with its weight
 */
export function bestScore(wanted, names) {
  return Math.max(0, ...names.filter(([name]) => name).map(([name, weight]) => fuzzyScore(wanted, name) * weight));
}
