// Where a key was pressed decides who obeys it; no key of a widget's reaches the notebook.

/** @import { Shell } from "./shell.js" */
import { commandOf, keyEvent } from "./keys.js";
import { hideCard } from "./card.js";

/** @param {Shell} shell @param {KeyboardEvent} e */
export function pressKey(shell, e) {
  const command = commandOf(keyEvent(e), shell.bindings), target = /** @type {HTMLElement} */ (e.target);
  if (command === "pass") return;
  e.stopPropagation();
  if (!shell.card.hidden && shell.card.contains(target)) {
    if (["leave", "card"].includes(command)) hideCard(shell);
    if (e.key !== "Enter" && e.key !== " " && e.key !== "Tab") e.preventDefault();
  } else if (target.matches("input, textarea, select, [contenteditable]")) {
    if (!e.isComposing) shell.keyInField(e, target, command);
  } else if (e.key === "Tab") return;
  else if (target.closest("button, summary, a") && (e.key === "Enter" || e.key === " ")) return;
  else if (shell.keyElsewhere(e, target, command)) return;
  else if (command !== "swallow") {
    e.preventDefault();
    obey(shell, command, e.repeat);
  }
}

/** @param {Shell} shell @param {string} command @param {boolean} [repeated] */
export function obey(shell, command, repeated = false) {
  shell.commands.find((c) => command in c.keys)?.does(shell, command, repeated);
}

/**
 * Lab's own shortcuts are shut out of a widget, save those with Ctrl or Cmd that it does not use.
 * @param {Shell} shell @param {KeyboardEvent} e
 */
export function passLab(shell, e) {
  const free = commandOf(keyEvent(e), shell.bindings) === "pass" && (e.ctrlKey || e.metaKey);
  for (let node = /** @type {Element | null} */ (e.target); node; node = node === shell.root ? null : node.parentElement) {
    node.toggleAttribute("data-lm-suppress-shortcuts", !free);
  }
}
