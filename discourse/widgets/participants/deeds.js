// What is done to participants: a cell, a block, a column. Each is one deed, however many people it is about.

/** @import { PeopleGrid } from "./people.js" */
/** @import { Column, Person } from "./sheet.js" */
/** @import { Value } from "./values.js" */
import { copyBoth } from "../shared/clipboard.js";
import { count } from "../shared/plainly.js";
import { escaped } from "../shared/quotation.js";
import { flash, mayWrite, say } from "../shared/tell.js";
import { AHEAD } from "./sheet.js";
import { blockOf, cellsOf, shownValue, typedValue } from "./values.js";

const AT_MOST = 2000; // people in one block

/** @param {PeopleGrid} grid @param {Record<string, Record<string, Value>>} people */
function describe(grid, people) {
  for (const page of grid.sheet.pages.values()) for (const person of page) for (const [name, value] of Object.entries(people[person.name] ?? {})) person.has[name] = value; // shown at once
  grid.store.send("describe", { people });
  grid.sheet.fresh();
}

/** What was typed into a cell. @param {PeopleGrid} grid @param {Person} person @param {Column} column @param {string} typed */
export function keepCell(grid, person, column, typed) {
  const name = column.key.slice(AHEAD.length), before = person.has[name];
  if (typed === shownValue(before)) return;
  describe(grid, { [person.name]: { [name]: typedValue(typed, column.kind) } });
  say(grid, `${name} of ${person.name}: ${typed || "empty"}.`);
}

/** The people of the block, and its columns that may be changed. @param {PeopleGrid} grid */
async function blocked(grid) {
  const { top, bottom, left, right } = grid.sheet.block;
  return { people: await grid.rows(top, Math.min(bottom, top + AT_MOST - 1) + 1), columns: grid.sheet.columns.slice(left, right + 1) };
}

/** @param {PeopleGrid} grid */
export async function copyBlock(grid) {
  const { people, columns } = await blocked(grid), cells = people.map((p) => columns.map((c) => shownValue(grid.sheet.valueOf(p, c))));
  try {
    await copyBoth(blockOf(cells), `<table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("")}</table>`);
    say(grid, `Copied ${count(people.length * columns.length, "cell")}.`, true);
  } catch (error) {
    say(grid, `Not copied: ${/** @type {Error} */ (error).message}.`, true);
  }
}

/** @param {PeopleGrid} grid */
export async function emptyBlock(grid) {
  if (!mayWrite(grid)) return;
  const { people, columns } = await blocked(grid), names = columns.filter((c) => c.key.startsWith(AHEAD)).map((c) => c.key.slice(AHEAD.length));
  const held = people.filter((p) => names.some((n) => p.has[n] !== undefined && p.has[n] !== null));
  if (!names.length) return say(grid, "Names and counts come from the texts; only attributes are emptied.", true);
  if (held.length) describe(grid, Object.fromEntries(held.map((p) => [p.name, Object.fromEntries(names.map((n) => [n, null]))])));
}

/** A block of a spreadsheet, from the cell in focus on; one cell fills the whole block that is chosen. @param {PeopleGrid} grid @param {string} text */
export async function paste(grid, text) {
  if (!mayWrite(grid)) return;
  const cells = cellsOf(text), { top, bottom, left, right } = grid.sheet.block, one = cells.length === 1 && cells[0].length === 1;
  const high = one ? bottom - top + 1 : cells.length, wide = one ? right - left + 1 : Math.max(...cells.map((row) => row.length));
  const columns = grid.sheet.columns.slice(left, left + wide);
  if (columns.some((c) => !c.key.startsWith(AHEAD))) return flash(grid, "Names and counts come from the texts and cannot be pasted over: go to an attribute first, or add a column.", "dc-refused", 7000);
  if (columns.length < wide) return flash(grid, `What you paste has ${wide} columns, and only ${columns.length} are there from here on: add columns first.`, "dc-refused", 7000);
  if (high > AT_MOST) return flash(grid, `${high.toLocaleString()} rows are too many to paste at once (${AT_MOST.toLocaleString()}); in a cell: study.describe(frame).`, "dc-refused", 7000);
  const people = await grid.rows(top, Math.min(grid.sheet.total, top + high));
  if (people.length < high) return flash(grid, `What you paste has ${high} rows, and only ${people.length} participants are there from here on: go further up, or copy less.`, "dc-refused", 7000);
  /** @param {number} n @param {number} k */
  const cell = (n, k) => typedValue(one ? cells[0][0] : cells[n][k] ?? "", columns[k].kind);
  describe(grid, Object.fromEntries(people.map((p, n) => [p.name, Object.fromEntries(columns.map((c, k) => [c.key.slice(AHEAD.length), cell(n, k)]))])));
  grid.sheet.anchor = { row: top, col: left };
  grid.sheet.go({ row: top + high - 1, col: left + wide - 1 }, true);
  say(grid, `Pasted ${count(high * wide, "cell")}; undo with Ctrl+Z.`, true);
}

/** A new column; it is kept once somebody has a value in it. @param {PeopleGrid} grid @param {string} name */
export function addColumn(grid, name) {
  const wanted = name.trim();
  if (!wanted || wanted === "participant" || grid.sheet.columns.some((c) => c.key === AHEAD + wanted)) return say(grid, "Give the column a name that none has yet.", true);
  grid.extra.push(wanted);
  grid.showColumns();
  grid.sheet.go({ row: Math.max(0, grid.sheet.at.row), col: grid.sheet.columns.length - 1 });
  say(grid, `A column ${wanted}: type into its cells, or paste one. It is kept once somebody has a value.`, true);
}

/** Whether anybody has a value in it, were it one that is still on its way. @param {PeopleGrid} grid @param {string} name */
function isHeld(grid, name) {
  const seen = [...grid.sheet.pages.values()].flat().some((p) => p.has[name] !== undefined && p.has[name] !== null);
  return seen || grid.store.state.columns.some((/** @type {Column} */ c) => c.key === AHEAD + name);
}

/** @param {PeopleGrid} grid @param {string} old @param {string} name */
export function renameColumn(grid, old, name) {
  const wanted = name.trim();
  if (!wanted || wanted === old) return;
  const n = grid.extra.indexOf(old);
  if (n >= 0 && !isHeld(grid, old)) {
    grid.extra[n] = wanted;
    return grid.showColumns();
  }
  grid.extra = grid.extra.filter((x) => x !== old);
  grid.renamed = { from: AHEAD + old, to: AHEAD + wanted };
  grid.store.send("rename_attribute", { attribute: old, name: wanted });
}

/** @param {PeopleGrid} grid @param {string} name */
export function removeColumn(grid, name) {
  if (!mayWrite(grid)) return;
  const held = isHeld(grid, name);
  grid.extra = grid.extra.filter((x) => x !== name);
  if (!held) return grid.showColumns();
  grid.store.send("remove_attribute", { attribute: name });
  say(grid, `Took the column ${name} away; undo with Ctrl+Z.`, true);
}
