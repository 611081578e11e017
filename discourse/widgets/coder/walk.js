// Walking and selecting by keyboard: utterances, words, sentences, suggestions, codings. The cursor is the word that is selected.

/** @import { Span } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { paragraph } from "./cuts.js";
import { beside } from "./folding.js";
import { openSuggestions } from "./items.js";
import { snap, trim } from "../shared/offsets.js";
import { redrawLit } from "./paint.js";
import { unitsBefore } from "./ranges.js";
import { focusOn, letGo, revealHere, select, unfocus } from "./selection.js";
import { say } from "../shared/tell.js";
import { sentence, shorten, word } from "../shared/words.js";

/** To the next utterance or the one before; the first time, to the one at hand. @param {Desk} desk @param {1 | -1} step */
export function goBy(desk, step) {
  const next = beside(desk, desk.here, step), stay = !desk.went && !desk.selection.length && !desk.places[desk.here]?.veil;
  goOver(desk, stay || next < 0 ? desk.here : next);
}

/** To the first utterance, or to the last. @param {Desk} desk @param {"start" | "end"} where */
export function goFar(desk, where) {
  const next = where === "start" ? beside(desk, -1, 1) : beside(desk, desk.places.length, -1);
  goOver(desk, next < 0 ? desk.here : next);
}

/** @param {Desk} desk @param {number} n */
function goOver(desk, n) {
  if (!desk.places.length) return;
  desk.here = n;
  desk.went = true;
  desk.focused = null;
  desk.inHand = null;
  redrawLit(desk);
  select(desk, [], false);
  revealHere(desk);
  const { u } = desk.places[desk.here];
  say(desk, `${u.participant ?? "Unnamed"}: ${shorten(u.text, 160)}`);
}

/**
 * Selecting by keyboard. The cursor is the word that is selected.
 * @param {Desk} desk @param {string} name @param {1 | -1} sign @returns {void}
 */
export function reach(desk, name, sign) {
  const place = desk.places[desk.here];
  if (!place) return;
  const { text } = place.u, now = desk.selection.length === 1 && desk.selection[0].n === desk.here ? desk.selection[0] : null;
  const low = now ? Math.min(now.anchor, now.focus) : 0, high = now ? Math.max(now.anchor, now.focus) : 0;
  /** @type {[number, number] | null} */
  let to = null;
  if (name === "word") {
    to = now ? word(text, sign > 0 ? high : low, sign) : word(text, sign > 0 ? 0 : text.length, sign);
    const over = beside(desk, desk.here, sign);
    if (!to && now && over >= 0) {
      desk.selection = [];
      desk.here = over;
      return reach(desk, name, sign);
    }
  } else if (name === "first") to = word(text, 0, 1);
  else if (name === "last") to = word(text, text.length, -1);
  else if (name === "utterance") to = trim(text, 0, text.length);
  else if (name === "sentence" || name === "paragraph") {
    const part = name === "sentence" ? sentence : paragraph;
    to = part(text, low);
    if (now && to[0] === low && to[1] <= high) {
      const next = word(text, high, 1);
      to = next ? [low, part(text, next[0])[1]] : [low, high];
    }
  } else {
    const anchor = now ? now.anchor : word(text, 0, 1)?.[0] ?? 0, focus = stretch(name, sign, place, now?.focus ?? anchor, anchor);
    if (focus === anchor) return;
    return takeSpans(desk, [{ n: place.n, anchor, focus }]);
  }
  if (to && to[0] < to[1]) takeSpans(desk, [{ n: place.n, anchor: to[0], focus: to[1] }]);
}

/**
 * Where the moving end of a selection comes to stand.
 * @param {string} name @param {1 | -1} sign @param {Place} place @param {number} focus @param {number} anchor
 */
function stretch(name, sign, place, focus, anchor) {
  const { text } = place.u;
  if (name === "grow") {
    const next = word(text, focus, sign);
    const past = sign > 0 ? next?.[1] ?? trim(text, 0, text.length)[1] : next?.[0] ?? 0;
    if (sign < 0 && focus > anchor) return Math.max(anchor, next ? word(text, next[0], -1)?.[1] ?? anchor : anchor); // shrink to the end of the word before
    return sign > 0 && focus < anchor ? Math.min(anchor, next ? word(text, next[1], 1)?.[0] ?? anchor : anchor) : past;
  }
  if (name === "grow-character") return sign > 0 ? snap(text, focus, Math.min(text.length, focus + 1))[1] : snap(text, Math.max(0, focus - 1), focus)[0];
  if (name === "grow-first") return 0;
  if (name === "grow-last") return text.length;
  const chosen = window.getSelection(); // by lines: only the browser knows where they break
  chosen?.modify("extend", sign > 0 ? "forward" : "backward", "line");
  if (!chosen?.focusNode) return focus;
  const at = unitsBefore(place, chosen.focusNode, chosen.focusOffset);
  return at > anchor ? snap(text, anchor, at)[1] : snap(text, at, anchor)[0];
}

/** @param {Desk} desk @param {Span[]} spans */
function takeSpans(desk, spans) {
  unfocus(desk);
  redrawLit(desk);
  select(desk, spans);
  const { n, anchor, focus } = spans[0];
  say(desk, shorten(desk.places[n].u.text.slice(Math.min(anchor, focus), Math.max(anchor, focus)), 200));
}

/** After a passage was coded: to the next word, or the next sentence; at the end of the thread it stays. @param {Desk} desk @param {string} what */
export function goOn(desk, what) {
  const span = desk.selection.at(-1);
  for (let n = span?.n ?? 0, at = span ? Math.max(span.anchor, span.focus) : 0; n < desk.places.length; n++, at = 0) {
    const { text } = desk.places[n].u, next = word(text, at, 1);
    if (!next) continue;
    const to = what === "sentence" ? sentence(text, next[0]) : next;
    return takeSpans(desk, [{ n, anchor: Math.max(to[0], at), focus: to[1] }]);
  }
}

/** @param {Desk} desk @param {1 | -1} sign */
export function stepSuggestion(desk, sign) {
  const all = openSuggestions(desk);
  if (!all.length) return say(desk, "There are no suggestions here.", true);
  const now = all.findIndex((s) => s.item.id === desk.focused?.id);
  let to = now + sign;
  if (now < 0) {
    const at = desk.selection[0]?.anchor ?? 0;
    const ahead = all.findIndex(({ place, item }) => place.n > desk.here || (place.n === desk.here && item.a >= at));
    to = sign > 0 ? ahead : (ahead < 0 ? all.length : ahead) - 1;
    if (sign > 0 && ahead < 0) to = 0;
  }
  const { place, item } = all[(to + all.length) % all.length];
  focusOn(desk, place, item);
}

/** The next coding that touches the selection, or that stands in this utterance. @param {Desk} desk */
export function cycleCodings(desk) {
  const place = desk.places[desk.here];
  if (!place) return;
  if (!desk.focused || !desk.ring || desk.ring.n !== place.n) {
    const span = desk.selection[0], a = span ? Math.min(span.anchor, span.focus) : 0, b = span ? Math.max(span.anchor, span.focus) : place.u.text.length;
    desk.ring = { n: place.n, a, b };
  }
  const { a, b } = desk.ring, near = place.items.filter((i) => i.a < b && i.b > a);
  if (!near.length) return say(desk, "No coding stands here.", true);
  const k = near.findIndex((i) => i.id === desk.focused?.id);
  focusOn(desk, place, near[(k + 1) % near.length]);
}

/** @param {Desk} desk */
export function leave(desk) {
  if (desk.selection.length || desk.focused) letGo(desk);
  else /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // not to the notebook, whose single keys delete cells
}
