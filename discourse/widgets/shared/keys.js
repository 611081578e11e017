// Which key asks for what: chords, and the table that is made of a widget's commands. It does nothing.

/** @import { Command } from "./types.js" */

/** @typedef {{key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean, altGraph?: boolean, isComposing?: boolean}} Pressed */

/**
 * A key with its modifiers, as commands name it: "j", "A", "?", "ArrowLeft", "Shift+ArrowLeft", "Alt+Shift+ArrowLeft", "Ctrl+Shift+z".
 * Cmd counts as Ctrl; "" for a key that is part of a longer input. Where Shift makes another character, it has no name of its own.
 * @param {Pressed} e @param {Map<string, string>} bindings
 */
export function chordOf(e, bindings) {
  if (e.isComposing || e.key === "Dead" || e.key === "Process") return "";
  const key = latin(e, bindings), ctrl = (e.ctrlKey || e.metaKey) && !e.altGraph, alt = e.altKey && !e.altGraph;
  if (ctrl) return `Ctrl+${alt ? "Alt+" : ""}${e.shiftKey ? "Shift+" : ""}${key.length === 1 ? key.toLowerCase() : key}`;
  if (alt) return `Alt+${e.shiftKey ? "Shift+" : ""}${key.length === 1 ? key.toLowerCase() : key}`;
  return e.shiftKey && key.length > 1 ? `Shift+${key}` : key;
}

/**
 * What a key asks for: a command of the table, "swallow" (ours, but it means nothing: it goes no further), or "pass" (the
 * browser's or the notebook's, such as Ctrl+S).
 * @param {Pressed} e @param {Map<string, string>} bindings
 */
export function commandOf(e, bindings) {
  const chord = chordOf(e, bindings), found = bindings.get(chord);
  if (found) return found;
  if (chord.startsWith("Ctrl+")) return /\+(Enter|Delete|Backspace)$/.test(chord) ? "swallow" : "pass"; // Ctrl+Enter would run the cell
  if (chord.startsWith("Alt+")) return e.key.length === 1 || e.key === "Enter" || e.key === "Backspace" ? "swallow" : "pass";
  return /^F\d+$/.test(e.key) ? "pass" : "swallow";
}

/**
 * From chord to command. What a person has set comes first; a chord that is given away is no longer its old command's.
 * @param {Command[]} commands @param {Record<string, string[]>} [own] command -> chords
 */
export function bindingsOf(commands, own = {}) {
  /** @type {Map<string, string>} */
  const bindings = new Map();
  for (const { keys } of commands) for (const [name, chords] of Object.entries(keys)) for (const chord of own[name] ?? chords) bindings.set(chord, name);
  for (const [name, chords] of Object.entries(own)) if (commands.some((c) => name in c.keys)) for (const chord of chords) bindings.set(chord, name);
  return bindings;
}

/** The first key of a command as it is now bound, for the eye; "" where it has none. @param {Map<string, string>} bindings @param {string} name */
export function hint(bindings, name) {
  for (const [chord, command] of bindings) if (command === name) return shownChord(chord);
  return "";
}

/** The keys of a line of the card, for the eye: "j  k  or  ↓  ↑". @param {Command} command @param {Record<string, string[]>} [own] */
export function shownKeys(command, own = {}) {
  const lists = Object.entries(command.keys).map(([name, chords]) => own[name] ?? chords);
  if (command.shown && !Object.keys(command.keys).some((name) => own[name])) return command.shown;
  const most = Math.max(...lists.map((chords) => chords.length));
  return Array.from({ length: most }, (_, n) => lists.map((chords) => chords[n]).filter(Boolean).map(shownChord).join("  ")).join("  or  ");
}

/** @type {Record<string, string>} */
const SIGNS = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", " ": "Space", Escape: "Esc" };

/** "Ctrl + Z" for "Ctrl+z". @param {string} chord */
export function shownChord(chord) {
  const parts = chord.split(/\+(?=.)/);
  return parts.map((part) => SIGNS[part] ?? (parts.length > 1 && part.length === 1 ? part.toUpperCase() : part)).join(" + ");
}

/**
 * The Latin letter or the digit of a key on keyboards that type others (Greek, Arabic, AZERTY digits).
 * @param {Pressed} e @param {Map<string, string>} bindings
 */
function latin(e, bindings) {
  const letter = /^Key([A-Z])$/.exec(e.code ?? "")?.[1];
  if (letter && e.key.length === 1 && !/^[\x20-\x7e]$/.test(e.key)) return e.shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit([1-9])$/.exec(e.code ?? "")?.[1];
  return digit && !e.shiftKey && !e.altGraph && !bindings.has(e.key) ? digit : e.key;
}

/** @param {KeyboardEvent} e @returns {Pressed} */
export function keyEvent(e) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing } = e;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, altGraph: e.getModifierState("AltGraph") };
}
