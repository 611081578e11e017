// How much of a thread is coded, kept up as its utterances change; counting ten thousand anew after each key would be felt. It shows nothing.

/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { isRead, shows } from "./items.js";

export class Counts {
  constructor() {
    /** @type {Map<string, number>} */
    this.codes = new Map(); // codings of each code, as far as they are shown
    this.coded = 0; // utterances that the person has coded
    this.read = 0; // utterances that the person has not coded, and marked as read
    /** @type {Map<string, number>} */
    this.coders = new Map(); // codings of each coder; of those who have only read, none
    this.open = 0; // suggestions
    /** @type {Set<Place>} */
    this.suggested = new Set(); // where there are suggestions
    /** @type {Map<Place, ReturnType<typeof standing>>} */
    this.known = new Map();
  }

  /** Count an utterance, or count it again. @param {Desk} desk @param {Place} place */
  take(desk, place) {
    const before = this.known.get(place), now = standing(desk, place);
    if (before) this.add(before, -1);
    this.add(now, 1);
    this.known.set(place, now);
    if (now.open) this.suggested.add(place);
    else this.suggested.delete(place);
  }

  /** @param {ReturnType<typeof standing>} found @param {1 | -1} sign */
  add(found, sign) {
    for (const code of found.codes) this.codes.set(code, (this.codes.get(code) ?? 0) + sign);
    this.coded += sign * Number(found.coded);
    this.read += sign * Number(found.read);
    for (const coder of found.readers) if (!this.coders.has(coder)) this.coders.set(coder, 0);
    for (const coder of found.coders) this.coders.set(coder, (this.coders.get(coder) ?? 0) + sign);
    this.open += sign * found.open;
  }
}

/** All utterances of the thread, counted from nothing. @param {Desk} desk */
export function countAll(desk) {
  desk.counts = new Counts();
  for (const place of desk.places) desk.counts.take(desk, place);
}

/** @param {Desk} desk @param {Place} place */
function standing(desk, place) {
  const { codings, suggestions } = desk.store.rows(place.u.id), { coder } = desk.store;
  const coded = codings.some((c) => c.coder === coder || !coder), readers = (desk.store.state.rows[place.u.id]?.readings ?? []).map((r) => r.coder);
  const codes = codings.filter((c) => shows(desk, c.coder)).map((c) => c.code);
  return { codes, coded, read: !coded && isRead(desk, place), coders: codings.map((c) => c.coder), readers, open: suggestions.length };
}
