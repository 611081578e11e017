// Where coders differ on an utterance. Rows in, ids out; it draws nothing.

/** @import { Coding, Rows } from "./types.js" */

/**
 * The codings in dispute, with those who have not given that code there.
 *
 * The rule: someone has dealt with an utterance who has coded anything in it, or marked it as read, or was given the whole thread, has
 * coded in it and marked nothing in it as read (`whole`; so the project counts readings, too). A coding is in dispute when
 * another of `coders`, who has dealt with the utterance, has no coding of the same code that overlaps it by at least one
 * character. Whoever has not yet been there does not disagree. Suggestions of machines take no part.
 * @param {Rows} rows @param {string[]} coders those compared @param {Set<string>} whole @returns {Map<string, string[]>} coding id -> coders
 */
export function disputes(rows, coders, whole) {
  const { codings, readings = [] } = rows, among = new Set(coders), given = codings.filter((c) => among.has(c.coder));
  const been = coders.filter((name) => given.some((c) => c.coder === name) || readings.some((r) => r.coder === name) || whole.has(name));
  /** @type {Map<string, string[]>} */
  const found = new Map();
  /** @param {Coding} c @param {string} name */
  const shares = (c, name) => given.some((d) => d.coder === name && d.code === c.code && d.start < c.end && c.start < d.end);
  for (const c of given) {
    const without = been.filter((name) => name !== c.coder && !shares(c, name));
    if (without.length) found.set(c.id, without);
  }
  return found;
}

/**
 * Who is taken to have read the whole thread: given it, having coded in it, and having marked nothing in it.
 * @param {string[]} assigned @param {Iterable<Rows>} every
 */
export function wholeReaders(assigned, every) {
  const coded = new Set(), marked = new Set();
  for (const { codings, readings = [] } of every) {
    for (const c of codings) coded.add(c.coder);
    for (const r of readings) marked.add(r.coder);
  }
  return new Set(assigned.filter((name) => coded.has(name) && !marked.has(name)));
}
