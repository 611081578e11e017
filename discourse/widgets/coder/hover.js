// The card of a coding: who, when, why, what the code means; for the mouse after a moment, for the keyboard by key. It changes nothing.

/** @import { Desk } from "./state.js" */
/** @import { Item } from "./types.js" */
/** @import { Place } from "./place.js" */
import { el } from "../shared/elements.js";
import { showLocal } from "../shared/plainly.js";
import { say } from "../shared/tell.js";
import { wholeHere } from "./coders.js";
import { disputes } from "./disagree.js";
import { current, ink, shows } from "./items.js";

const LINGER = 420; // milliseconds over a passage until its card comes
const OVER = 180; // milliseconds in which the mouse may go over to the card
const ENTRIES = 4;

/** @param {Desk} desk @param {Event} e */
export function hoverOver(desk, e) {
  const target = /** @type {HTMLElement} */ (e.target), on = /** @type {HTMLElement | null} */ (target.closest?.("[data-on]"));
  if (target.closest?.(".dc-hover")) return clearTimeout(desk.hovering);
  if (!on || !desk.text.contains(on) || desk.dragging) return leaveHover(desk);
  clearTimeout(desk.hovering);
  desk.hovering = setTimeout(() => {
    const box = /** @type {HTMLElement | null} */ (on.closest("article")), place = desk.places[Number(box?.dataset.n)];
    if (!on.isConnected || !place || desk.dragging) return;
    const items = (on.dataset.on ?? "").split(" ").map((n) => place.items[Number(n)]).filter(Boolean);
    if (items.length) showHover(desk, place, items, on.getClientRects()[0] ?? on.getBoundingClientRect());
  }, desk.hover.hidden ? LINGER : OVER);
}

/** @param {Desk} desk */
export function leaveHover(desk) {
  clearTimeout(desk.hovering);
  if (!desk.hover.hidden) desk.hovering = setTimeout(() => hideHover(desk), OVER);
}

/** @param {Desk} desk */
export function hideHover(desk) {
  clearTimeout(desk.hovering);
  desk.hover.hidden = true;
}

/** By key: the card of the coding in focus; again, it goes. @param {Desk} desk */
export function explain(desk) {
  const now = current(desk);
  if (!desk.hover.hidden) return hideHover(desk);
  if (!now) return say(desk, "Choose a coding first: click it, or press o on the passage.", true);
  const on = [...now.place.box.querySelectorAll("[data-on]")].find((node) => (node.getAttribute("data-on") ?? "").split(" ").includes(String(now.place.items.indexOf(now.item))));
  showHover(desk, now.place, [now.item], (on ?? now.place.box).getBoundingClientRect());
  say(desk, desk.hover.textContent ?? "");
}

/** @param {Desk} desk @param {Place} place @param {Item[]} items @param {DOMRect} at */
function showHover(desk, place, items, at) {
  const coders = desk.everyone.filter((name) => shows(desk, name)), rows = { ...desk.store.rows(place.u.id), readings: desk.store.state.rows[place.u.id]?.readings };
  const odd = coders.length > 1 ? disputes(rows, coders, wholeHere(desk)) : new Map();
  desk.hover.replaceChildren(...items.slice(0, ENTRIES).map((item) => entry(desk, item, odd.get(item.id))), items.length > ENTRIES ? el("small", {}, `and ${items.length - ENTRIES} more`) : "");
  desk.hover.hidden = false;
  const root = desk.root.getBoundingClientRect(), own = desk.hover.getBoundingClientRect();
  const below = at.bottom - root.top + 6, left = Math.max(8, Math.min(at.left - root.left, root.width - own.width - 8));
  desk.hover.style.left = `${left}px`;
  desk.hover.style.top = `${below + own.height < root.height - 8 ? below : Math.max(8, at.top - root.top - own.height - 6)}px`;
}

/** @param {Desk} desk @param {Item} item @param {string[]} [without] */
function entry(desk, item, without) {
  const chip = el("i", { class: "dc-chip-colour", "aria-hidden": "true" }), code = desk.codes.get(item.code);
  chip.style.background = ink(desk, item.code);
  const who = item.suggested ? `suggested by ${item.coder}` : [item.coder, item.suggested_by && `suggested by ${item.suggested_by}`, item.created_at && showLocal(item.created_at)].filter(Boolean).join(" · ");
  const score = item.score === undefined ? "" : `, ${item.score.toFixed(2)}`, brief = code?.brief || code?.definition || "";
  return el("div", { class: "dc-entry" },
    el("header", {}, chip, el("b", {}, el("bdi", {}, item.code), item.suggested ? "?" : "")), el("small", {}, who + score, ". "),
    item.memo && el("p", { class: "dc-said-of" }, item.memo), item.reason && el("p", {}, "Found: ", item.reason, ". "),
    brief && el("p", { class: "dc-brief" }, brief), without && el("p", { class: "dc-odd" }, `${without.join(", ")} read this and did not give this code.`));
}
