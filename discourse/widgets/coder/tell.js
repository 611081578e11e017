// What a desk says: in its bar, to the eye, to a screen reader. It changes nothing but what is shown.

/** @import { Desk } from "./state.js" */
import { button, el } from "./elements.js";

const AWAY = "The kernel does not answer. What you did is kept in this browser and sent again; run the cell again if the kernel was restarted.";

/** @param {Desk} desk @param {string} text @param {boolean} [seen] also to the eye */
export function say(desk, text, seen = false) {
  desk.live.textContent = text;
  if (seen) flash(desk, text, "dc-hint", 3500);
}

/** @param {Desk} desk @param {string} text @param {string} look @param {number} time */
export function flash(desk, text, look, time) {
  clearTimeout(desk.fading);
  desk.word.className = `dc-word ${look}`;
  desk.word.replaceChildren(el("span", {}, text), button("Dismiss", "no", "", () => (desk.word.hidden = true)));
  desk.word.setAttribute("role", look === "dc-refused" ? "alert" : "presentation");
  desk.word.hidden = false;
  desk.fading = setTimeout(() => (desk.word.hidden = true), time);
}

/** @param {Desk} desk */
export function showStatus(desk) {
  const { kind, text } = desk.store.status();
  clearTimeout(desk.late);
  const show = () => {
    desk.chip.className = `dc-chip dc-${kind}`;
    if (desk.chip.textContent !== text) desk.chip.textContent = text;
    desk.chip.title = kind === "offline" ? AWAY : "";
  };
  if (kind === "saving") desk.late = setTimeout(show, 400); // no flicker for what takes a moment
  else show();
}

/** @param {Desk} desk */
export function showCard(desk) {
  desk.card.hidden = false;
  desk.card.querySelector("button")?.focus();
}

/** @param {Desk} desk */
export function hideCard(desk) {
  desk.card.hidden = true;
  toText(desk);
}

/** @param {Desk} desk */
export function toText(desk) {
  if (document.activeElement !== desk.text) desk.text.focus({ preventScroll: true });
}

/** @param {Desk} desk */
export function mayWrite(desk) {
  if (!desk.store.state.may_write) say(desk, 'This project is open for reading: Project("…", coder="your name") writes.', true);
  return desk.store.state.may_write;
}
