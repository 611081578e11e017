// The card of keys, made of a widget's commands. It binds nothing.

/** @import { Shell } from "./shell.js" */
/** @import { Command } from "./types.js" */
import { button, el } from "./elements.js";
import { shownKeys } from "./keys.js";
import { MAC } from "./plainly.js";
import { toHome } from "./tell.js";

const BETWEEN = /( {2}or {2}| {2}| \+ | – |, )/;

/** @param {Shell} shell @param {Command[]} commands @param {Record<string, string[]>} own @param {string} more what stands below */
export function fillCard(shell, commands, own, more) {
  const titles = [...new Set(commands.map((c) => c.group))], shut = button("Close", "no", "Esc", () => hideCard(shell));
  const groups = titles.map((title) => el("div", {}, el("h3", {}, title),
    el("dl", {}, ...commands.filter((c) => c.group === title).flatMap((c) => [el("dt", {}, ...caps(shownKeys(c, own))), el("dd", {}, c.told)]))));
  shell.card.replaceChildren(el("div", { class: "dc-card", role: "dialog", "aria-modal": "true", "aria-label": "Keys" },
    el("header", {}, el("h2", {}, "Keys"), shut), el("div", { class: "dc-groups" }, ...groups), more ? el("p", {}, more) : ""));
}

/** @param {string} keys */
function caps(keys) {
  return keys.split(BETWEEN).map((k) => (BETWEEN.test(k) ? el("i", {}, k.trim() || " ") : el("kbd", {}, MAC && k === "Ctrl" ? "⌘" : k)));
}

/** @param {Shell} shell */
export function showCard(shell) {
  shell.card.hidden = false;
  shell.card.querySelector("button")?.focus();
}

/** @param {Shell} shell */
export function hideCard(shell) {
  shell.card.hidden = true;
  toHome(shell);
}
