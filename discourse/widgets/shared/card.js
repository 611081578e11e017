// The card of keys and settings, made of a widget's commands. What a new key does to the others, remap.js knows.

/** @import { Shell } from "./shell.js" */
/** @import { Choice, Command } from "./types.js" */
import { act, button, el } from "./elements.js";
import { shownKeys } from "./keys.js";
import { MAC } from "./plainly.js";
import { keyButtons, ownKeys } from "./remap.js";
import { keepSetting, setting } from "./settings.js";
import { toHome } from "./tell.js";

const BETWEEN = /( {2}or {2}| {2}| \+ | – |, )/;

/** @param {Shell} shell */
export function fillCard(shell) {
  const { commands, choices, about } = shell, titles = [...new Set(commands.map((c) => c.group))];
  const within = shell.card.contains(document.activeElement), at = within ? /** @type {HTMLElement} */ (document.activeElement).dataset.command : undefined;
  const top = shell.card.firstElementChild?.scrollTop ?? 0, again = () => fillCard(shell);
  const groups = titles.map((title) => el("div", {}, el("h3", {}, title),
    el("dl", {}, ...commands.filter((c) => c.group === title).flatMap((c) => [el("dt", {}, ...keysOf(shell, c, again)), el("dd", {}, c.told)]))));
  const back = Object.keys(ownKeys()).length ? act("Back to the given keys", "", "", () => {
    keepSetting("keys", {});
    shell.bind();
    shell.card.querySelector("button")?.focus();
  }) : "";
  const settings = choices.length ? el("div", { class: "dc-choices" }, el("h3", {}, "Settings"), ...choices.map((c) => choiceOf(shell, c))) : "";
  shell.card.replaceChildren(el("div", { class: "dc-card", role: "dialog", "aria-modal": "true", "aria-label": "Keys and settings" },
    el("header", {}, el("h2", {}, "Keys and settings"), button("Close", "no", "Esc", () => hideCard(shell))),
    el("p", { class: "dc-lead" }, "Click a key to change it. What you set is kept in this browser."),
    el("div", { class: "dc-groups" }, ...groups), settings, el("footer", {}, about ? el("p", {}, about) : "", back)));
  if (shell.card.firstElementChild) shell.card.firstElementChild.scrollTop = top;
  const same = at && shell.card.querySelector(`button[data-command="${CSS.escape(at)}"]`);
  if (within) /** @type {HTMLElement | null} */ (same || shell.card.querySelector("button"))?.focus(); // never to the notebook, whose single keys delete cells
}

/** @param {Shell} shell @param {Command} command @param {() => void} again */
function keysOf(shell, command, again) {
  const fixed = !Object.keys(command.keys).length || Object.keys(command.keys).some((name) => name.startsWith("code:"));
  if (!fixed) return keyButtons(shell, command, again);
  return shownKeys(command).split(BETWEEN).map((k) => (BETWEEN.test(k) ? el("i", {}, k.trim() || " ") : el("kbd", {}, MAC && k === "Ctrl" ? "⌘" : k)));
}

/** A setting with its few values, one of which holds. @param {Shell} shell @param {Choice} choice */
function choiceOf(shell, { name, told, values, fallback }) {
  const now = setting(name, fallback);
  return el("div", { class: "dc-choice", role: "group", "aria-label": told }, el("span", {}, told), ...values.map(([value, shown]) => el("button", {
    type: "button", class: "dc-toggle", "aria-pressed": String(value === now), "data-command": `${name}=${value}`, "data-lm-suppress-shortcuts": true,
    click: (/** @type {Event} */ e) => {
      /** @type {HTMLElement} */ (e.currentTarget).focus();
      keepSetting(name, value);
      fillCard(shell);
    },
  }, shown)));
}

/** @param {Shell} shell */
export function showCard(shell) {
  fillCard(shell);
  shell.card.hidden = false;
  shell.card.querySelector("button")?.focus();
}

/** @param {Shell} shell */
export function hideCard(shell) {
  shell.card.hidden = true;
  toHome(shell);
}
