// Hits painted in the open thread, as highlights that leave the text alone. Where a browser has none, nothing is painted, and the bar says so.

/** @import { Hit } from "./types.js" */
/** @import { Desk } from "./state.js" */
/** @import { Place } from "./place.js" */
import { rangeIn } from "./ranges.js";

export const CAN_PAINT = typeof Highlight === "function" && typeof CSS !== "undefined" && !!CSS.highlights;

/** The hits of an utterance that is on the screen, anew; no others. @param {Desk} desk @param {Place} place */
export function paintHits(desk, place) {
  const { search } = desk;
  if (!CAN_PAINT || !search.painted) return;
  const all = hitBrush("dc-hit"), now = hitBrush("dc-hit-now"), meant = search.hits[search.at];
  for (const range of search.ranges.get(place) ?? []) all.delete(range), now.delete(range);
  search.ranges.delete(place);
  const hits = place.drawn ? search.of.get(place.n) ?? [] : [];
  if (!hits.length) return;
  search.ranges.set(place, hits.map((hit) => {
    const range = rangeIn(place, hit.a, hit.b);
    (hit === meant ? now : all).add(range);
    return range;
  }));
}

/** All hits of the open thread, wherever its text is drawn. @param {Desk} desk */
export function paintAll(desk) {
  clearHits(desk);
  desk.search.painted = true;
  for (const n of desk.search.of.keys()) paintHits(desk, desk.places[n]);
}

/** @param {Desk} desk */
export function clearHits(desk) {
  if (CAN_PAINT) for (const ranges of desk.search.ranges.values()) for (const range of ranges) hitBrush("dc-hit").delete(range), hitBrush("dc-hit-now").delete(range);
  desk.search.ranges.clear();
  desk.search.painted = false;
}

/** @param {Hit[]} hits @returns {Map<number, Hit[]>} */
export function hitsByPlace(hits) {
  /** @type {Map<number, Hit[]>} */
  const of = new Map();
  for (const hit of hits) of.get(hit.n)?.push(hit) ?? of.set(hit.n, [hit]);
  return of;
}

/** The highlight of this name, which all desks of a page share. @param {string} name */
function hitBrush(name) {
  const shared = CSS.highlights.get(name) ?? new Highlight();
  shared.priority = name === "dc-hit-now" ? 2 : 1;
  CSS.highlights.set(name, shared);
  return shared;
}
