// All that the grid can be asked for by key, in the order of its card. In the list of passages beside it the same keys go through that.

/** @import { Command } from "../shared/types.js" */
/** @import { PeopleGrid } from "./people.js" */
import { LIST_LEAVES } from "../shared/listshell.js";
import { copyBlock, emptyBlock } from "./deeds.js";

/** @type {[string, string, string]} */
const [MOVE, EDIT, SHOW] = ["Move", "Edit", "Show"];

/** @type {Record<string, [number, number]>} */
const STEPS = { down: [1, 0], up: [-1, 0], right: [0, 1], left: [0, -1], "page+": [15, 0], "page-": [-15, 0], first: [0, -999], last: [0, 999], top: [-1e7, 0], bottom: [1e7, 0] };

/** @param {PeopleGrid} g @param {string} command */
function moving(g, command) {
  const grow = command.startsWith("grow-"), [down, right] = STEPS[grow ? command.slice(5) : command];
  if (g.inPane) {
    if (right) g.passages.fold(right > 0);
    else g.passages.step(down > 0 ? 1 : -1, Math.min(10, Math.abs(down)));
    return;
  }
  const { row, col } = g.sheet.at, next = down < -1e6 ? 0 : Math.max(down < -1 ? 0 : -1, row + down);
  g.sheet.go({ row: grow ? Math.max(0, next) : next, col: col + right }, grow);
}

/** @type {Command[]} */
export const COMMANDS = [
  { group: MOVE, told: "from cell to cell; up from the first row, to the heads", keys: { down: ["ArrowDown"], up: ["ArrowUp"], right: ["ArrowRight"], left: ["ArrowLeft"] }, shown: "↓  ↑  →  ←", does: moving },
  { group: MOVE, told: "first, last column; first, last row", keys: { first: ["Home"], last: ["End"], top: ["Ctrl+Home"], bottom: ["Ctrl+End"] }, shown: "Home  End, Ctrl + Home", does: moving },
  { group: MOVE, told: "a screen on, a screen back", keys: { "page+": ["PageDown"], "page-": ["PageUp"] }, shown: "PageDown  PageUp", does: moving },
  { group: MOVE, told: "choose a block of cells", keys: { "grow-down": ["Shift+ArrowDown"], "grow-up": ["Shift+ArrowUp"], "grow-right": ["Shift+ArrowRight"], "grow-left": ["Shift+ArrowLeft"], "grow-top": ["Ctrl+Shift+Home"], "grow-bottom": ["Ctrl+Shift+End"] }, shown: "Shift + ↓  ↑  →  ←", does: moving },
  { group: MOVE, told: "search; Esc empties it", keys: { seek: ["/"] }, does: (/** @type {PeopleGrid} */ g) => { g.seek.focus(); g.seek.select(); } },
  { group: EDIT, told: "change the cell; or begin to type", keys: { edit: ["Enter", "F2"] }, does: (/** @type {PeopleGrid} */ g) => g.enter() },
  { group: EDIT, told: "while typing: keep and go on; right; leave as it was", shown: "Enter  Tab  Esc", keys: {}, does: () => {} },
  { group: EDIT, told: "empty the chosen cells", keys: { empty: ["Delete", "Backspace"] }, shown: "Delete", does: (/** @type {PeopleGrid} */ g) => { if (!g.inPane) emptyBlock(g); } },
  { group: EDIT, told: "copy; paste a block of a spreadsheet", keys: { copy: ["Ctrl+c"] }, shown: "Ctrl + C, Ctrl + V", does: (/** @type {PeopleGrid} */ g) => void (g.inPane ? g.passages.copy() : copyBlock(g)) },
  { group: EDIT, told: "a new column", keys: { add: ["a"] }, does: (/** @type {PeopleGrid} */ g) => g.askColumn() },
  { group: EDIT, told: "memo on the participant", keys: { memo: ["m"] }, does: (/** @type {PeopleGrid} */ g) => { if (!g.note.node.hidden) g.note.field.focus(); } },
  { group: SHOW, told: "the passages of the participant; Enter on the name, too", keys: { passages: ["p"] }, does: (/** @type {PeopleGrid} */ g) => g.showPassages() },
  { group: SHOW, told: "names and pseudonyms", keys: { names: ["n"] }, does: (/** @type {PeopleGrid} */ g) => void g.showNames() },
  { group: SHOW, told: "sort by the column; again: the other way", keys: { sort: ["s"] }, does: (/** @type {PeopleGrid} */ g) => g.sortBy(g.sheet.column) },
  ...LIST_LEAVES,
];
