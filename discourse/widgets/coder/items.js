// Codings and suggestions in their place: which stand in an utterance, which is in focus, how each is told. It draws nothing.

/** @import { Item } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { lanes } from "./lanes.js";
import { safeColour } from "../shared/plainly.js";

/** @param {Desk} desk @param {Place} place @returns {Item[]} */
export function itemsOf(desk, place) {
  const { codings, suggestions } = desk.store.rows(place.u.id), { units } = place.map;
  const mine = codings.filter((c) => shows(desk, c.coder));
  const all = [...mine.map((c) => ({ ...c, suggested: false })), ...suggestions.map((s) => ({ ...s, suggested: true }))];
  const items = all.map((c) => ({ ...c, a: units(c.start), b: units(c.end), lane: 0 }));
  items.sort((x, y) => x.a - y.a || y.b - x.b || Number(x.suggested) - Number(y.suggested));
  const groups = desk.byCoder || desk.beside ? columnsOf(desk).map((name) => items.filter((i) => columnOf(desk, i) === name)) : [items];
  let from = 0; // by coder, each has lanes of their own, in the order of the columns
  for (const group of groups) {
    const found = lanes(group);
    found.forEach((lane, n) => (group[n].lane = from + lane));
    from += Math.max(0, ...found.map((lane) => lane + 1));
  }
  return items;
}

/** Are this coder's codings shown? @param {Desk} desk @param {string} coder */
export const shows = (desk, coder) => !desk.only || desk.only.has(coder);

/** Whether this coder has marked it as read, with what is on its way. @param {Desk} desk @param {Place} place */
export function isRead(desk, { u }) {
  const { store } = desk, late = store.inOrder().findLast((o) => o.verb === "mark_read" && o.args.utterances?.includes(u.id));
  if (late) return late.args.read !== false;
  return (store.state.rows[u.id]?.readings ?? []).some((r) => r.coder === store.coder);
}

/** The coders that are shown, in the order of their columns; oneself also for the suggestions. @param {Desk} desk */
export function columnsOf(desk) {
  const own = desk.store.coder, shown = desk.everyone.filter((name) => shows(desk, name));
  return shown.includes(own) || !desk.everyone.length ? (shown.length ? shown : [own]) : [own, ...shown];
}

/** In whose column a coding stands; suggestions in one's own, for one decides on them. @param {Desk} desk @param {Item} item */
export function columnOf(desk, item) {
  const own = desk.store.coder;
  return item.suggested || !desk.everyone.includes(item.coder) ? own : item.coder;
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

const CODERS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#8b5a2b", "#7b61c4"]; // Okabe and Ito, darkened where too light

/** @param {Desk} desk @param {string} coder */
export function coderInk(desk, coder) {
  const n = desk.everyone.indexOf(coder);
  return `color-mix(in oklab, ${n < 0 ? "#6b7280" : CODERS[n % CODERS.length]} var(--dc-keep), var(--dc-pole))`;
}

/** What a coding is drawn in. @param {Desk} desk @param {Item} item */
export const inkOf = (desk, item) => (desk.byCoder && !item.suggested ? coderInk(desk, item.coder) : ink(desk, item.code));

/** A code's colour, moved a little towards the ink of the theme. @param {Desk} desk @param {string} code */
export function ink(desk, code) {
  return `color-mix(in oklab, ${safeColour(desk.codes.get(code)?.colour ?? "")} var(--dc-keep), var(--dc-pole))`;
}
