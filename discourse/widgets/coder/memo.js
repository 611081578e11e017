// The memo field: what it is about, and when what was written is sent. It knows no key.

/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { say } from "../shared/tell.js";

/** @param {Desk} desk @param {{about: string, target: string, utterance: string, was: string} | null} thing */
export function noteOn(desk, thing) {
  const same = thing && desk.noting && thing.about === desk.noting.about && thing.target === desk.noting.target;
  if (same && document.activeElement === desk.note) return; // it is being written
  keepMemo(desk);
  desk.noting = thing;
  desk.note.value = thing?.was ?? "";
  desk.noteBox.hidden = !thing;
  desk.memoMark.textContent = thing?.about === "utterance" ? "Memo on the utterance" : "Memo";
  fitNote(desk);
}

/** The memo field is about this utterance. @param {Desk} desk @param {Place} place */
export function noteUtterance(desk, place) {
  const own = desk.store.rows(place.u.id).memos.find((m) => m.coder === desk.store.coder)?.text ?? "";
  noteOn(desk, { about: "utterance", target: place.u.id, utterance: place.u.id, was: own });
}

/** @param {Desk} desk */
export function keepMemo(desk) {
  const args = written(desk);
  if (!desk.noting || !args) return;
  desk.noting.was = desk.note.value;
  desk.store.send("memo", args);
  desk.store.draft("memo", null);
  say(desk, "Memo kept.");
}

/** A memo that is being written is kept with each letter, lest the page end before it is sent. @param {Desk} desk */
export function draftMemo(desk) { desk.store.draft("memo", written(desk)); }

/** @param {Desk} desk */
function written({ noting, note, store }) {
  if (!noting || note.value === noting.was || !store.state.may_write) return null;
  return { about: noting.about, target: noting.target, text: note.value, utterances: [noting.utterance] };
}

/** @param {Desk} desk */
export function fitNote(desk) {
  desk.note.style.height = "auto";
  if (desk.note.value) desk.note.style.height = `${Math.min(120, desk.note.scrollHeight)}px`;
}
