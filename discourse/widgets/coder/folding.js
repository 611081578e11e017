// Which utterances of the open thread are shown: replies folded away, and what does not fit the filters as one dim line. It asks nothing.

/** @import { Desk } from "./state.js" */
/** @import { Place } from "./place.js" */
import { count } from "../shared/plainly.js";
import { say } from "../shared/tell.js";
import { drawNear, heightAt } from "./near.js";
import { pointHere, select } from "./selection.js";

/** Say of every utterance whether it is shown, and tell the page what has changed; the utterance at hand stays where it stood. @param {Desk} desk */
export function arrange(desk) {
  const before = desk.places[desk.here], stood = before?.veil === "" && before.built ? heightAt(desk, before) - desk.text.scrollTop : null;
  let changed = false;
  for (const place of desk.places) changed = place.play(veilOf(desk, place)) || changed;
  if (!changed) return;
  for (const part of desk.parts) part.guessAnew();
  if (desk.places[desk.here]?.veil) desk.here = nearest(desk, desk.here);
  if (before?.veil === "" && stood !== null) desk.text.scrollTop = heightAt(desk, before) - stood;
  desk.selection = desk.selection.filter((s) => desk.places[s.n].veil === "");
  drawNear(desk);
  select(desk, desk.selection, false);
}

/** @param {Desk} desk @param {Place} place @returns {"" | "gone" | "aside"} */
function veilOf(desk, { u, parent }) {
  if (parent && (parent.veil === "gone" || desk.folded.has(parent.u.id))) return "gone";
  return desk.fits && !desk.fits.has(u.id) && !desk.opened.has(u.id) ? "aside" : "";
}

/** The next utterance in this direction that is shown; -1 where there is none. @param {Desk} desk @param {number} n @param {1 | -1} step */
export function beside(desk, n, step) {
  let at = n + step;
  while (desk.places[at]?.veil) at += step;
  return at in desk.places ? at : -1;
}

/** @param {Desk} desk @param {number} n */
function nearest(desk, n) {
  const up = beside(desk, n, -1);
  return up < 0 ? Math.max(0, beside(desk, n, 1)) : up;
}

/** Hide the replies below an utterance, or show them. @param {Desk} desk @param {Place} place @param {boolean} hide */
export function fold(desk, place, hide) {
  if (hide) desk.folded.add(place.u.id);
  else desk.folded.delete(place.u.id);
  desk.here = place.n;
  place.tellFolded();
  arrange(desk);
  pointHere(desk);
  say(desk, `${place.replies === 1 ? "1 reply" : count(place.replies, "replie")} ${hide ? "hidden" : "shown"}.`);
}

/** By key: fold what stands below; if that is folded, or nothing is there, the utterance that it answers. @param {Desk} desk */
export function foldHere(desk) {
  let place = /** @type {Place | null} */ (desk.places[desk.here] ?? null);
  while (place && (!place.replies || desk.folded.has(place.u.id))) place = place.parent;
  if (place) fold(desk, place, true);
  else say(desk, "Nothing stands below this.", true);
}

/** By key: show what is folded below. @param {Desk} desk */
export function unfoldHere(desk) {
  const place = desk.places[desk.here];
  if (place && desk.folded.has(place.u.id)) fold(desk, place, false);
  else say(desk, "Nothing is folded here.", true);
}

/** Fold all that answers something below its first level, or show all again. @param {Desk} desk */
export function foldAll(desk) {
  const tops = desk.places.filter((p) => p.replies && p.u.kind !== "post");
  const hide = tops.some((p) => !desk.folded.has(p.u.id));
  desk.folded = new Set(hide ? tops.map((p) => p.u.id) : []);
  for (const place of desk.places) place.tellFolded();
  arrange(desk);
  pointHere(desk);
  say(desk, hide ? "All replies are folded." : "All replies are shown.", true);
}

/** Open what hides the utterance at hand, for something led there. @param {Desk} desk */
export function uncover(desk) {
  const place = desk.places[desk.here];
  if (!place?.veil) return;
  desk.opened.add(place.u.id);
  for (let above = place.parent; above; above = above.parent) if (desk.folded.delete(above.u.id)) above.tellFolded();
  const { selection } = desk;
  arrange(desk);
  desk.here = place.n;
  desk.selection = selection;
  pointHere(desk);
}
