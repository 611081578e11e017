// A coding is widened, narrowed, moved, split and joined, or gets another code: one deed each. How it was asked for, others know.

/** @import { Item } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { hint } from "../shared/keys.js";
import { newId } from "../shared/store.js";
import { mayWrite, say } from "../shared/tell.js";
import { shorten } from "../shared/words.js";
import { cutAt, nudge, touching } from "./cuts.js";
import { remember } from "./give.js";
import { current } from "./items.js";
import { keepMemo } from "./memo.js";
import { focusOn } from "./selection.js";

/** The own coding that is in focus, or was until something else in its utterance was selected. @param {Desk} desk */
export function heldCoding(desk) {
  const now = current(desk);
  if (now) return now.item.suggested || now.item.coder !== desk.store.coder ? null : now;
  const place = desk.inHand && desk.places[desk.inHand.n], item = place && place.items.find((i) => i.id === desk.inHand?.id);
  return place && item && item.coder === desk.store.coder && !item.suggested ? { place, item } : null;
}

/** What is selected in this utterance, in units. @param {Desk} desk @param {Place} place */
export function chosenIn(desk, place) {
  const span = desk.selection.length === 1 && desk.selection[0].n === place.n ? desk.selection[0] : null;
  return span && { a: Math.min(span.anchor, span.focus), b: Math.max(span.anchor, span.focus) };
}

/** The coding that can be changed now; else it is said why none can. @param {Desk} desk */
function asked(desk) {
  if (!mayWrite(desk)) return null;
  keepMemo(desk);
  const held = heldCoding(desk);
  if (held?.item.id.includes(":")) say(desk, "This was accepted a moment ago and is on its way; try again.", true);
  else if (!held) say(desk, `Choose a coding of yours first: click it, or press ${hint(desk.bindings, "overlap") || "its key"} on the passage.`, true);
  else return held;
  return null;
}

/** @param {Desk} desk @param {Place} place @param {Item} item @param {number} a @param {number} b */
export function resizeTo(desk, place, item, a, b) {
  if (a === item.a && b === item.b) return;
  const same = place.items.some((i) => i.id !== item.id && !i.suggested && i.coder === item.coder && i.code === item.code && i.a === a && i.b === b);
  if (same) return say(desk, `This passage has the code ${item.code} already.`, true);
  desk.store.send("resize", { id: item.id, start: place.map.points(a), end: place.map.points(b), utterances: [place.u.id] });
  focusAgain(desk, place, item.id);
  say(desk, `${item.code}: “${shorten(place.u.text.slice(a, b), 80)}”`);
}

/** @param {Desk} desk @param {string} command "start+", "start-", "end+" or "end-" */
export function nudgeCoding(desk, command) {
  const held = asked(desk);
  if (!held) return;
  const { place, item } = held, side = command.startsWith("start") ? "start" : "end";
  const to = nudge(place.u.text, item.a, item.b, side, command.endsWith("+") ? 1 : -1);
  if (to) resizeTo(desk, place, item, ...to);
  else say(desk, "It goes no further.", true);
}

/** The coding in hand takes what is selected. @param {Desk} desk */
export function takeSelection(desk) {
  const held = asked(desk);
  if (!held) return;
  const chosen = chosenIn(desk, held.place);
  if (!chosen || current(desk)) say(desk, `With ${held.item.code} in focus, select other words of the same utterance, then press this key again.`, true);
  else resizeTo(desk, held.place, held.item, chosen.a, chosen.b);
}

/** @param {Desk} desk */
export function splitCoding(desk) {
  const held = asked(desk);
  if (!held) return;
  const { place, item } = held, at = cutAt(place.u.text, item, current(desk) ? null : chosenIn(desk, place));
  if (at === null) return say(desk, "This is one sentence: select the words with which the second part should begin, then split.", true);
  const second = newId();
  desk.store.send("split", { id: item.id, at: place.map.points(at), second, utterances: [place.u.id] });
  focusAgain(desk, place, second);
  say(desk, `Split ${item.code} in two.`, true);
}

/** @param {Desk} desk */
export function joinCodings(desk) {
  const held = asked(desk);
  if (!held) return;
  const { place, item } = held, chosen = chosenIn(desk, place);
  const like = place.items.filter((i) => i.code === item.code && i.coder === item.coder && !i.suggested && !i.id.includes(":"));
  const within = like.filter((i) => i.id === item.id || (chosen && i.a < chosen.b && i.b > chosen.a));
  const parts = [...new Set(within.flatMap((i) => touching(place.u.text, i, like)))].sort((x, y) => x.a - y.a || x.b - y.b);
  if (parts.length < 2) return say(desk, `No other coding of ${item.code} touches this one; select over both to join what stands apart.`, true);
  desk.store.send("join", { ids: parts.map((i) => i.id), utterances: [place.u.id] });
  focusAgain(desk, place, parts[0].id);
  say(desk, `Joined ${parts.length} codings of ${item.code}.`, true);
}

/** The coding or the suggestion in focus gets another code. @param {Desk} desk @param {Place} place @param {Item} item @param {string} code @param {boolean} define */
export function changeCode(desk, place, item, code, define) {
  if (code === item.code) return say(desk, `It is coded as ${code} already.`, true);
  if (define) desk.store.send("define", { code });
  remember(desk, [code]);
  desk.store.send(item.suggested ? "accept" : "recode", { ids: [item.id], code, utterances: [place.u.id] });
  const made = item.suggested ? place.items.find((i) => i.id.endsWith(`:${item.id}`)) : item;
  if (made) focusAgain(desk, place, made.id);
  say(desk, `${item.code} became ${code}${item.suggested ? "; the machine’s code counts as a miss" : ""}.`, true);
}

/** @param {Desk} desk @param {Place} place @param {string} id */
function focusAgain(desk, place, id) {
  const item = place.items.find((i) => i.id === id);
  if (item) focusOn(desk, place, item);
}
