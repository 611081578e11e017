// Which names there are to replace, with the lines of Python that do it. It replaces none: that rewrites the whole project for good.

/** @import { Shell } from "../shared/shell.js" */
import { act, button, el } from "../shared/elements.js";
import { copyText } from "../shared/lines.js";
import { count, showLocal } from "../shared/plainly.js";
import { say } from "../shared/tell.js";

const WHY = "Replacing names rewrites every text, quote, memo and the whole log, cannot be undone, and needs a file for the key that only you can read. "
  + "So it is done in a cell, where you see what you run, and never by a click. Look through the list first: names() also asks a language model for persons in the texts.";

/** @typedef {{name: string, pseudonym: string, found: string, n: number, apply: boolean, example?: string}} Found */

/** @param {Shell} shell @param {{names: Found[], of: number, before: {coder: string, time: string, names: number}[]}} told @param {() => void} shut */
export function drawNames(shell, { names, of, before }, shut) {
  const { study } = shell.store.state, lines = `names = ${study}.names()\nnames  # look through it, change "apply"\n${study}.pseudonymise(names, key="../key/names.csv")`;
  const rows = names.map((n) => el("tr", { class: n.apply ? undefined : "dc-left-out" }, el("td", { title: n.example }, el("bdi", {}, n.name)), el("td", {}, n.apply ? el("bdi", {}, n.pseudonym) : "stays"), el("td", { class: "dc-number" }, n.n.toLocaleString())));
  const table = el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Name"), el("th", { scope: "col" }, "Would become"), el("th", { scope: "col", class: "dc-number" }, "In texts"))), el("tbody", {}, ...rows));
  const past = before.map((b) => el("p", { class: "dc-past" }, `${count(b.names, "name")} replaced by ${b.coder}, ${showLocal(b.time)}. Which they were, only the key tells.`));
  return [
    el("header", {}, el("h2", {}, "Names"), el("span", { class: "dc-tally" }, of > names.length ? `${names.length} of ${of}` : String(of)), el("span", { class: "dc-space" }), button("Close the names", "no", "Esc", shut)),
    el("div", { class: "dc-names", tabindex: 0, role: "region", "aria-label": "Names and their pseudonyms" }, ...past, el("p", {}, WHY),
      el("pre", {}, lines), act("Copy the lines", "", "", () => void copyText(lines).then(() => say(shell, "Copied.", true))), names.length ? table : el("p", {}, "No participant has a name.")),
  ];
}
