// What the keys and the mouse do in the search. What they ask for is told in search.js and autocode.js.

/** @import { Command } from "../shared/types.js" */
/** @import { Desk } from "./state.js" */
import { closeAutocode, codeFound, openAutocode, previewCoding, tickAll } from "./autocode.js";
import { askOtherwise, askSoon, closeSearch, openSearch, searchWhere, stepHit } from "./search.js";
import { toHome } from "../shared/tell.js";

const SEARCH_GROUP = "Search";

/** @type {Command[]} */
export const SEARCHING = [
  { group: SEARCH_GROUP, told: "search the texts", keys: { search: ["/"] }, does: openSearch },
  {
    group: SEARCH_GROUP, told: "next, previous hit; it is selected", keys: { "hit+": ["F3", "Ctrl+g"], "hit-": ["Shift+F3", "Ctrl+Shift+g"] },
    does: (desk, name) => stepHit(desk, name === "hit+" ? 1 : -1),
  },
  { group: SEARCH_GROUP, told: "code all that was found; in the field Ctrl + Enter", keys: { autocode: ["q"] }, does: (desk, _, repeated) => !repeated && openAutocode(desk) },
];

/** @param {Desk} desk @param {AbortSignal} signal */
export function listenToSearch(desk, signal) {
  const { finder: seek } = desk, on = { signal };
  seek.field.addEventListener("input", () => askSoon(desk), on);
  seek.how.addEventListener("change", () => askOtherwise(desk), on);
  for (const choice of [seek.code, seek.unit, seek.where]) choice.addEventListener("change", () => previewCoding(desk), on);
  /** @type {[HTMLElement, () => void][]} */
  const clicks = [
    [seek.case, () => { seek.case.setAttribute("aria-pressed", String(seek.case.getAttribute("aria-pressed") !== "true")); askOtherwise(desk); }],
    [seek.here, () => searchWhere(desk, false)], [seek.all, () => searchWhere(desk, true)],
    [seek.back, () => stepHit(desk, -1)], [seek.fore, () => stepHit(desk, 1)],
    [seek.coding, () => openAutocode(desk)], [seek.shut, () => closeSearch(desk)],
    [seek.none, () => tickAll(desk)], [seek.does, () => codeFound(desk, false)], [seek.proposes, () => codeFound(desk, true)], [seek.leaves, () => closeAutocode(desk)],
    [desk.magnifier, () => (seek.box.hidden ? openSearch(desk) : closeSearch(desk))],
  ];
  for (const [node, does] of clicks) node.addEventListener("click", does, on);
}

/** A key in the search; true where it is dealt with. @param {Desk} desk @param {KeyboardEvent} e @param {HTMLElement} target @param {string} command */
export function searchKey(desk, e, target, command) {
  const { finder: seek } = desk;
  if (!seek.box.contains(target)) return false;
  if (command === "hit+" || command === "hit-") stepHit(desk, command === "hit+" ? 1 : -1);
  else if (e.key === "Escape") stepOut(desk);
  else if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) seek.pane.hidden ? openAutocode(desk) : codeFound(desk, false);
  else if (e.key === "Enter" && target === seek.field) stepHit(desk, e.shiftKey ? -1 : 1);
  else if ((e.key === "ArrowDown" || e.key === "ArrowUp") && !target.matches("select")) goAlong(desk, target, e.key === "ArrowDown" ? 1 : -1);
  else return !target.matches("button"); // a field keeps its keys
  e.preventDefault();
  return true;
}

/** Escape: from the pane to the bar, from the bar to the text, where the hits stay; with nothing in it, the bar goes. @param {Desk} desk */
function stepOut(desk) {
  if (!desk.finder.pane.hidden) closeAutocode(desk);
  else if (!desk.finder.field.value.trim()) closeSearch(desk);
  else toHome(desk);
}

/** Up and down through the lines below the bar. @param {Desk} desk @param {HTMLElement} target @param {1 | -1} sign */
function goAlong(desk, target, sign) {
  const { finder: seek } = desk, list = seek.pane.hidden ? seek.results : seek.choices;
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("button, input")]), at = rows.indexOf(target);
  (at + sign < 0 ? (seek.pane.hidden ? seek.field : seek.code) : rows[Math.min(rows.length - 1, at + sign)])?.focus();
}
