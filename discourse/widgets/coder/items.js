// Codings and suggestions in their place: which stand in an utterance, which is in focus, how each is told. It draws nothing.

/** @import { Item } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { lanes } from "./lanes.js";
import { safeColour } from "../shared/plainly.js";

/** @param {Desk} desk @param {Place} place @returns {Item[]} */
export function itemsOf(desk, place) {
  const { codings, suggestions } = desk.store.rows(place.u.id), { units } = place.map;
  const mine = codings.filter((c) => desk.others || c.coder === desk.store.coder || !desk.store.coder);
  const all = [...mine.map((c) => ({ ...c, suggested: false })), ...suggestions.map((s) => ({ ...s, suggested: true }))];
  const items = all.map((c) => ({ ...c, a: units(c.start), b: units(c.end), lane: 0 }));
  items.sort((x, y) => x.a - y.a || y.b - x.b || Number(x.suggested) - Number(y.suggested));
  lanes(items).forEach((lane, n) => (items[n].lane = lane));
  return items;
}

/** The coding in focus, with where it stands. @param {Desk} desk */
export function current(desk) {
  if (!desk.focused) return null;
  for (const place of desk.lit ? [desk.lit] : desk.places) {
    const item = place.items.find((i) => i.id === desk.focused?.id);
    if (item) return { place, item };
  }
  return null;
}

/** @param {Desk} desk */
export function openSuggestions(desk) {
  const open = [...desk.counts.suggested].sort((x, y) => x.n - y.n);
  return open.flatMap((place) => place.items.filter((i) => i.suggested).map((item) => ({ place, item })));
}

/** @param {Item} item */
export function describe(item) {
  const score = item.score === undefined ? "" : ` ${item.score.toFixed(2)}`;
  if (item.suggested) return `${item.code}? suggested by ${item.coder}${score}${item.reason ? `: ${item.reason}` : ""}`;
  return `${item.code}, coded by ${item.coder}${item.memo ? `: ${item.memo}` : ""}`;
}

/** A code's colour, moved a little towards the ink of the theme. @param {Desk} desk @param {string} code */
export function ink(desk, code) {
  return `color-mix(in oklab, ${safeColour(desk.codes.get(code)?.colour ?? "")} var(--dc-keep), var(--dc-pole))`;
}
