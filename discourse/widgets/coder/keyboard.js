// What each key does where it was pressed; no key of the desk's reaches the notebook.

/** @import { Desk } from "./state.js" */
import { decideFocused, giveCode, takeBack, uncode, writeMemo } from "./deeds.js";
import { commandOf, keyEvent } from "./keys.js";
import { endFind } from "./panel.js";
import { hideCard, say, showCard, toText } from "./tell.js";
import { cycleCodings, goBy, leave, reach, stepSuggestion } from "./walk.js";

const REACHING = new Set(["word", "first", "last", "sentence", "utterance", "grow", "grow-character", "grow-line", "grow-first", "grow-last"]);

/** @param {Desk} desk @param {KeyboardEvent} e */
export function pressKey(desk, e) {
  const command = commandOf(keyEvent(e)), target = /** @type {HTMLElement} */ (e.target);
  const field = target.matches("input, textarea, select");
  if (command === "pass") return;
  e.stopPropagation();
  if (!desk.card.hidden) {
    if (["leave", "card"].includes(command)) hideCard(desk);
    if (e.key !== "Enter" && e.key !== " ") e.preventDefault();
  } else if (field) keyInField(desk, e, target, command);
  else if (e.key === "Tab") return;
  else if (target.closest("button") && (e.key === "Enter" || e.key === " ")) return;
  else if (target.closest(".dc-list")) keyInList(desk, e, target);
  else if (command !== "swallow") {
    e.preventDefault();
    obey(desk, command, e.repeat);
  }
}

/** @param {Desk} desk @param {KeyboardEvent} e @param {HTMLElement} field @param {string} command */
function keyInField(desk, e, field, command) {
  if (e.isComposing) return;
  const done = e.key === "Escape" || (field === desk.note && e.key === "Enter" && (e.ctrlKey || e.metaKey));
  if (done) {
    e.preventDefault();
    if (field === desk.filter) endFind(desk);
    toText(desk);
  } else if (field === desk.filter && e.key === "Enter" && desk.hits.length) {
    e.preventDefault();
    const { code } = desk.hits[0];
    endFind(desk);
    giveCode(desk, code, true);
  } else if (field === desk.filter && command === "next") {
    e.preventDefault();
    desk.list.querySelector("button")?.focus();
  }
}

/** @param {Desk} desk @param {KeyboardEvent} e @param {HTMLElement} target */
function keyInList(desk, e, target) {
  const rows = [...desk.list.querySelectorAll("button")], n = rows.indexOf(/** @type {HTMLButtonElement} */ (target));
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step) {
    e.preventDefault();
    (rows[n + step] ?? (step < 0 ? desk.filter : target)).focus();
  } else if (e.key === "Escape") {
    endFind(desk);
    toText(desk);
  }
}

/** @param {Desk} desk @param {string} command @param {boolean} repeated */
function obey(desk, command, repeated) {
  const name = command.replace(/[+-]$/, ""), said = desk.places[desk.here]?.said;
  const leftwards = /^(word|grow|grow-character)$/.test(name) && said && getComputedStyle(said).direction === "rtl"; // → goes back there
  const sign = command.endsWith("-") !== !!leftwards ? -1 : 1;
  if (command.startsWith("code:")) {
    const code = [...desk.codes.values()].find((c) => c.key === command.slice(5));
    if (repeated) return;
    if (code) giveCode(desk, code.code);
    else say(desk, `No code has the key ${command.slice(5)}.`, true);
  } else if (name === "next" || name === "previous") goBy(desk, name === "next" ? 1 : -1);
  else if (REACHING.has(name)) reach(desk, name, /** @type {1 | -1} */ (sign));
  else if (name === "find") {
    desk.root.classList.add("dc-open");
    desk.filter.focus();
    desk.filter.select();
  } else if (name === "repeat") desk.latest ? giveCode(desk, desk.latest) : say(desk, "No code was given yet.", true);
  else if (name === "overlap") cycleCodings(desk);
  else if (name === "uncode") uncode(desk);
  else if (name === "memo") writeMemo(desk);
  else if (name === "suggestion") stepSuggestion(desk, /** @type {1 | -1} */ (sign));
  else if ((name === "accept" || name === "reject") && !repeated) decideFocused(desk, name);
  else if (name === "undo" || name === "redo") takeBack(desk, name);
  else if (name === "card") showCard(desk);
  else if (name === "leave") leave(desk);
}

/**
 * Lab's own shortcuts are shut out of the desk, save those with Ctrl or Cmd that the desk does not use.
 * @param {Desk} desk @param {KeyboardEvent} e
 */
export function passLab(desk, e) {
  const free = commandOf(keyEvent(e)) === "pass" && (e.ctrlKey || e.metaKey);
  for (let node = /** @type {Element | null} */ (e.target); node; node = node === desk.root ? null : node.parentElement) {
    node.toggleAttribute("data-lm-suppress-shortcuts", !free);
  }
}
