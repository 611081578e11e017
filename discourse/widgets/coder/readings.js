// What has been read, and the way to what is still to be done; to what an utterance answers; to where it stands on the web.

/** @import { Desk } from "./state.js" */
/** @import { Place } from "./place.js" */
import { copyText } from "../shared/lines.js";
import { count } from "../shared/plainly.js";
import { mayWrite, say } from "../shared/tell.js";
import { shorten } from "../shared/words.js";
import { isRead } from "./items.js";
import { letGo, pointHere, revealHere } from "./selection.js";

/** The tick of an utterance as it is. @param {Desk} desk @param {Place} place */
export function showRead(desk, place) {
  const tick = place.built?.head.querySelector(".dc-does-read"), read = isRead(desk, place);
  tick?.setAttribute("aria-pressed", String(read));
  if (tick instanceof HTMLElement) tick.title = read ? "Read; take the mark back (s)" : "Mark as read (s)";
}

/** The utterance at hand: read, or not after all. @param {Desk} desk */
export function markHere(desk) {
  const place = desk.places[desk.here];
  if (!place || !mayWrite(desk)) return;
  const read = !isRead(desk, place);
  desk.store.send("mark_read", { utterances: [place.u.id], read });
  say(desk, read ? "Marked as read." : "No longer marked as read.");
}

/** All that is shown of the thread: read; or, if all of it is, not after all. @param {Desk} desk */
export function markAll(desk) {
  const shown = desk.places.filter((p) => !p.veil);
  if (!shown.length || !mayWrite(desk)) return;
  const open = shown.filter((p) => !isRead(desk, p)), read = open.length > 0, which = read ? open : shown;
  desk.store.send("mark_read", { utterances: which.map((p) => p.u.id), read });
  say(desk, `${count(which.length, "utterance")} ${read ? "marked as read" : "no longer marked as read"}.`, true);
}

/** To the next utterance, of those shown, that is neither coded by this coder nor marked as read; round the end of the thread. @param {Desk} desk @param {1 | -1} step */
export function stepToDo(desk, step) {
  const { coder } = desk.store, n = desk.places.length;
  for (let k = 1; k <= n; k++) {
    const place = desk.places[(((desk.here + step * k) % n) + n) % n];
    const done = desk.store.rows(place.u.id).codings.some((c) => !coder || c.coder === coder) || isRead(desk, place);
    if (!place.veil && !done) return goTo(desk, place);
  }
  say(desk, desk.fits ? "All that fits the filters is coded or read." : "Everything here is coded or read.", true);
}

/** @param {Desk} desk @param {Place} place */
export function goTo(desk, place) {
  letGo(desk);
  desk.here = place.n;
  desk.went = true;
  revealHere(desk);
  pointHere(desk);
  say(desk, `${place.u.participant ?? "Unnamed"}: ${shorten(place.u.text, 160)}`);
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) place.box.animate([{ background: "var(--dc-hover)" }, {}], { duration: 900 });
}

/** @param {Desk} desk */
export function goToParent(desk) {
  const parent = desk.places[desk.here]?.parent;
  if (parent) goTo(desk, parent);
  else say(desk, "This answers nothing that stands here.", true);
}

/** Open the utterance where it stands on the web; where no address came with it, copy its reference. @param {Desk} desk */
export async function goToSource(desk) {
  const place = desk.places[desk.here], link = place?.head.querySelector("a");
  if (link) link.click();
  else if (place) {
    await copyText(`${desk.store.state.thread} · ${place.u.id}`);
    say(desk, `Copied: ${desk.store.state.thread} · ${place.u.id}`, true);
  }
}

/** A button of an utterance was clicked: the utterance is then the one at hand. @param {Desk} desk @param {Element} node @returns {string} the command */
export function askedFor(desk, node) {
  const box = /** @type {HTMLElement | null} */ (node.closest("article")), place = desk.places[Number(box?.dataset.n)];
  if (!place) return "";
  desk.here = place.n;
  pointHere(desk);
  const does = /** @type {HTMLElement} */ (node).dataset.does ?? "";
  return does === "fold" && desk.folded.has(place.u.id) ? "unfold" : does;
}
