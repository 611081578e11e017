// Keys as a person wants them: what a new key would take from whom, and the buttons in the card by which one is pressed. It keeps them in this browser.

/** @import { Shell } from "./shell.js" */
/** @import { Command } from "./types.js" */
import { button, el } from "./elements.js";
import { bindingsOf, chordOf, keyEvent, shownChord } from "./keys.js";
import { MAC } from "./plainly.js";
import { keepSetting, setting } from "./settings.js";

/** @typedef {Record<string, string[]>} Own command -> chords */

/** @returns {Own} */
export const ownKeys = () => setting("keys", /** @type {Own} */ ({}));

/** The chords that a command really has now. @param {Command[]} commands @param {Own} own @param {string} name */
export function chordsOf(commands, own, name) {
  const bindings = bindingsOf(commands, own), given = commands.find((c) => name in c.keys)?.keys[name] ?? [];
  return (own[name] ?? given).filter((chord) => bindings.get(chord) === name);
}

/** Whose chord this is now, if it is another command's. @param {Command[]} commands @param {Own} own @param {string} name @param {string} chord */
export function takenFrom(commands, own, name, chord) {
  const owner = bindingsOf(commands, own).get(chord);
  return owner && owner !== name ? owner : null;
}

/**
 * The own keys with one chord of a command in place of another; whoever had it loses it.
 * @param {Command[]} commands @param {Own} own @param {string} name @param {string | undefined} before @param {string} chord @returns {Own}
 */
export function rebound(commands, own, name, before, chord) {
  const loser = takenFrom(commands, own, name, chord), now = chordsOf(commands, own, name);
  const swapped = before === undefined ? [...now, chord] : now.map((c) => (c === before ? chord : c));
  const rest = loser ? { [loser]: chordsOf(commands, own, loser).filter((c) => c !== chord) } : {};
  return { ...own, ...rest, [name]: [...new Set(swapped)] };
}

/** How a command is told, for a sentence. @param {Command[]} commands @param {string} name */
export function toldOf(commands, name) {
  if (name.startsWith("code:")) return `the code with the key ${name.slice(5)}`;
  return `“${commands.find((c) => name in c.keys)?.told ?? name}”`;
}

/**
 * The keys of a line of the card, each a button that takes a new key; several that are told together, one after another.
 * @param {Shell} shell @param {Command} command @param {() => void} again the card is drawn anew
 */
export function keyButtons(shell, command, again) {
  const { commands } = shell, own = ownKeys(), all = { ...own, ...shell.given }, warn = el("span", { class: "dc-clash", "aria-live": "assertive" });
  const lists = Object.entries(command.keys).map(([name]) => ({ name, chords: chordsOf(commands, all, name) })), out = [];
  for (const { name, chords } of lists) for (const chord of chords.length ? chords : [undefined]) {
    if (name in shell.given || name === "leave") out.push(el("kbd", { title: name === "leave" ? "" : "set in the cell: keys={…}" }, chord ? caps(chord) : "–"));
    else out.push(keyButton(shell, command, name, chord, warn, again));
  }
  const changed = lists.some(({ name }) => name in own && !(name in shell.given));
  if (changed) out.push(button("Back to the given key", "undo", "", () => {
    keepSetting("keys", Object.fromEntries(Object.entries(own).filter(([name]) => !(name in command.keys))));
    shell.bind();
    again();
  }));
  return [...out, warn];
}

/** @param {string} chord */
const caps = (chord) => shownChord(chord).replace("Ctrl", MAC ? "⌘" : "Ctrl");

/** @param {Shell} shell @param {Command} command @param {string} name @param {string | undefined} chord @param {HTMLElement} warn @param {() => void} again */
function keyButton(shell, command, name, chord, warn, again) {
  const told = `${command.told}: ${chord ? caps(chord) : "no key"}. Press Enter to change it.`;
  const node = el("button", { type: "button", class: "dc-key", "aria-label": told, title: "Click, then press another key", "data-command": name, "data-lm-suppress-shortcuts": true }, el("kbd", {}, chord ? caps(chord) : "–"));
  let waiting = false, wanted = "";
  const rest = () => {
    waiting = false;
    wanted = warn.textContent = "";
    node.classList.remove("dc-waits");
    node.replaceChildren(el("kbd", {}, chord ? caps(chord) : "–"));
  };
  node.addEventListener("click", () => {
    waiting = true;
    node.focus();
    node.classList.add("dc-waits");
    node.replaceChildren(el("kbd", {}, "press a key"));
    warn.textContent = "";
  });
  node.addEventListener("blur", rest);
  node.addEventListener("keydown", (e) => {
    if (!waiting) return;
    e.preventDefault();
    e.stopPropagation();
    if (e.key === "Escape" || e.key === "Tab") return rest();
    if (["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"].includes(e.key)) return;
    const now = chordOf(keyEvent(e), shell.bindings), all = { ...ownKeys(), ...shell.given };
    if (!now || e.repeat) return;
    const loser = takenFrom(shell.commands, all, name, now);
    if (loser && (loser in shell.given || loser === "leave")) return void (warn.textContent = `${caps(now)} stays with ${toldOf(shell.commands, loser)}. Press another key.`);
    if (loser && wanted !== now) {
      wanted = now;
      return void (warn.textContent = `${caps(now)} is ${toldOf(shell.commands, loser)}. Press it once more to take it from there, or another key.`);
    }
    keepSetting("keys", rebound(shell.commands, ownKeys(), name, chord, now));
    shell.bind();
    again();
  });
  return node;
}
