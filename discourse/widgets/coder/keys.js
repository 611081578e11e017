// Which key asks for what. It does not do it.

const KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The key of the n-th code; "" from the 36th on, which are found by name. @param {number} n */
export const keyOf = (n) => KEYS[n] ?? "";

/** What the keys do, in the order of the card. @type {[string, [string, string][]][]} */
export const CARD = [
  ["Move and select", [
    ["j  k  or  ↓  ↑", "next, previous utterance"],
    ["→  ←", "next, previous word"],
    ["Shift + → ← ↓ ↑", "select more or less: by words, by lines"],
    ["Alt + Shift + → ←", "by single characters"],
    ["Shift + Home  End", "select to the start, to the end"],
    [".", "the sentence; again: the next one too"],
    ["Space  or  Enter", "the whole utterance"],
  ]],
  ["Decide on suggestions", [
    ["]  [", "next, previous suggestion"],
    ["y  n", "accept, reject; then on to the next"],
  ]],
  ["Code", [
    ["1 – 9, A – Z", "give the selection that code (letters with Shift)"],
    ["c", "find a code by name; Enter gives it"],
    ["r", "the last code once more"],
    ["o", "next coding at this place"],
    ["Delete", "take the coding in focus back"],
    ["m", "memo on the coding in focus, or on the utterance"],
    ["Ctrl + Z", "undo"],
    ["Ctrl + Y", "redo; also Ctrl + Shift + Z"],
  ]],
  ["Leave", [
    ["Tab", "to the buttons"],
    ["Esc", "let go: first the selection, then the desk"],
    ["?", "this card"],
  ]],
];

/** @type {Record<string, string>} */
const COMMANDS = {
  j: "next", k: "previous", ArrowDown: "next", ArrowUp: "previous", ArrowRight: "word+", ArrowLeft: "word-", Home: "first", End: "last",
  ".": "sentence", " ": "utterance", Enter: "utterance", c: "find", "/": "find", r: "repeat", o: "overlap", Delete: "uncode",
  Backspace: "uncode", m: "memo", "]": "suggestion+", "[": "suggestion-", y: "accept", n: "reject", Escape: "leave", "?": "card",
};

/** @type {Record<string, string>} */
const SHIFTED = { ArrowRight: "grow+", ArrowLeft: "grow-", ArrowDown: "grow-line+", ArrowUp: "grow-line-", Home: "grow-first", End: "grow-last" };

/**
 * What a key in the text asks for: a command, "code:K", "swallow" (ours, but it means nothing: it goes no further), or
 * "pass" (the browser's or the notebook's, such as Ctrl+S).
 * @param {{key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean,
 *   altGraph?: boolean, isComposing?: boolean}} e
 */
export function commandOf(e) {
  const key = latin(e);
  if (e.isComposing || e.key === "Dead" || e.key === "Process") return "swallow";
  if ((e.ctrlKey || e.metaKey) && !e.altGraph) {
    if (key.toLowerCase() === "z" && !e.altKey) return e.shiftKey ? "redo" : "undo";
    if (key.toLowerCase() === "y" && !e.altKey && !e.shiftKey) return "redo";
    return e.key === "Enter" || e.key === "Delete" || e.key === "Backspace" ? "swallow" : "pass"; // Ctrl+Enter would run the cell
  }
  if (e.altKey && !e.altGraph) {
    if (e.shiftKey && (e.key === "ArrowRight" || e.key === "ArrowLeft")) return e.key === "ArrowRight" ? "grow-character+" : "grow-character-";
    return e.key.length === 1 || e.key === "Enter" || e.key === "Backspace" ? "swallow" : "pass";
  }
  if (/^F\d+$/.test(e.key)) return "pass";
  if (KEYS.includes(key) && key.length === 1) return `code:${key}`;
  if (e.shiftKey && SHIFTED[e.key]) return SHIFTED[e.key];
  if (e.shiftKey && e.key.length > 1) return "swallow";
  return COMMANDS[key] ?? "swallow";
}

/**
 * The Latin letter or the digit of a key on keyboards that type others (Greek, Arabic, AZERTY digits).
 * @param {{key: string, code?: string, shiftKey?: boolean, altGraph?: boolean}} e
 */
function latin(e) {
  const letter = /^Key([A-Z])$/.exec(e.code ?? "")?.[1];
  if (letter && e.key.length === 1 && !/^[\x20-\x7e]$/.test(e.key)) return e.shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit([1-9])$/.exec(e.code ?? "")?.[1];
  return digit && !e.shiftKey && !e.altGraph && !COMMANDS[e.key] ? digit : e.key;
}

/** @param {KeyboardEvent} e */
export function keyEvent(e) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing } = e;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, altGraph: e.getModifierState("AltGraph") };
}
