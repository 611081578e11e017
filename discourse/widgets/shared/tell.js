// What a widget says: in its bar, to the eye, to a screen reader. It changes nothing but what is shown.

/** @import { Shell } from "./shell.js" */
import { button, el } from "./elements.js";

/** @param {Shell} shell @param {string} text @param {boolean} [seen] also to the eye */
export function say(shell, text, seen = false) {
  shell.live.textContent = text;
  if (seen) flash(shell, text, "dc-hint", 3500);
}

/** @param {Shell} shell @param {string} text @param {string} look @param {number} time milliseconds */
export function flash(shell, text, look, time) {
  clearTimeout(shell.fading);
  shell.word.className = `dc-word ${look}`;
  shell.word.replaceChildren(el("span", {}, text), button("Dismiss", "no", "", () => (shell.word.hidden = true)));
  shell.word.setAttribute("role", look === "dc-refused" ? "alert" : "presentation");
  shell.word.hidden = false;
  shell.fading = setTimeout(() => (shell.word.hidden = true), time);
}

/** A deed was refused. @param {Shell} shell @param {string} why @param {string} [verb] */
export function refuse(shell, why, verb) {
  const quiet = verb === "undo" || verb === "redo" ? /nothing to/.test(why) : false;
  flash(shell, quiet ? `${why}.` : `Not done: ${why}`, quiet ? "dc-hint" : "dc-refused", quiet ? 3500 : 20000);
}

/** @param {Shell} shell */
export function showStatus(shell) {
  const { kind, text, told } = shell.store.status();
  clearTimeout(shell.late);
  const show = () => {
    shell.chip.className = `dc-chip dc-${kind}`;
    if (shell.chip.textContent !== text) shell.chip.textContent = text;
    shell.chip.title = told;
  };
  if (kind === "saving") shell.late = setTimeout(show, 400); // no flicker for what takes a moment
  else show();
}

/** The focus goes where the work is. @param {Shell} shell */
export function toHome(shell) {
  if (document.activeElement !== shell.home) shell.home.focus({ preventScroll: true });
}

/** @param {Shell} shell */
export function mayWrite(shell) {
  if (!shell.store.state.may_write) say(shell, 'This project is open for reading: Project("…", coder="your name") writes.', true);
  return shell.store.state.may_write;
}
