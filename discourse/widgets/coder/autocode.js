// Coding all that was found: shown before it is done, each passage to be left out, one deed. It finds nothing itself.

/** @import { Preview } from "./types.js" */
/** @import { Desk } from "./state.js" */
import { el } from "../shared/elements.js";
import { count, leaf, MAC } from "../shared/plainly.js";
import { listResults, hitWords } from "./results.js";
import { closeSearch, openSearch, searchWanted } from "./search.js";
import { mayWrite, say } from "../shared/tell.js";

/** @param {Desk} desk */
export function openAutocode(desk) {
  const { finder: seek, search } = desk;
  if (!mayWrite(desk)) return;
  if (seek.box.hidden || !(search.found?.all ?? search.found?.n)) {
    openSearch(desk);
    return say(desk, "Search for something first: what is found can then be coded.", true);
  }
  if (!desk.codes.size) return say(desk, "There are no codes yet.", true);
  seek.code.replaceChildren(...[...desk.codes.values()].map((c) => el("option", { value: c.code, title: c.brief || c.definition || undefined }, c.code)));
  if (desk.latest[0] && desk.codes.has(desk.latest[0])) seek.code.value = desk.latest[0];
  seek.where.hidden = desk.store.state.threads.length < 2;
  seek.where.value = search.everywhere && !seek.where.hidden ? "all" : "here";
  seek.pane.hidden = false;
  listResults(desk);
  seek.code.focus();
  previewCoding(desk);
}

/** @param {Desk} desk */
export function closeAutocode(desk) {
  desk.finder.pane.hidden = true;
  desk.search.preview = null;
  listResults(desk);
  desk.finder.field.focus();
}

/** Ask what would be coded, and show it. @param {Desk} desk */
export async function previewCoding(desk) {
  const { finder: seek, search } = desk, mine = ++search.previews;
  seek.does.disabled = seek.proposes.disabled = true;
  search.preview = null;
  seek.choices.inert = true; // what is shown is no longer what would be coded
  seek.sum.textContent = "Looking …";
  try {
    const { found } = await desk.store.ask("preview", askedCoding(desk));
    if (mine === search.previews && !seek.pane.hidden) showPreview(desk, found);
  } catch (error) {
    if (mine !== search.previews) return;
    seek.choices.replaceChildren();
    seek.line.textContent = seek.line.title = "";
    seek.sum.textContent = /** @type {Error} */ (error).message;
  }
}

/** @param {Desk} desk @param {Preview} preview */
function showPreview(desk, preview) {
  const { finder: seek, search } = desk, fresh = preview.n - preview.known.length, named = new Map(desk.store.state.threads.map((t) => [t.id, t.title]));
  search.preview = preview;
  search.unticked = new Set();
  seek.choices.inert = false;
  let last = "";
  const several = preview.threads > 1;
  seek.choices.replaceChildren(...preview.rows.flatMap((row) => {
    const head = several && row.thread !== last ? [el("li", { class: "dc-of-thread" }, el("bdi", {}, named.get(row.thread) ?? row.thread))] : [];
    last = row.thread;
    const tick = el("input", { type: "checkbox", checked: true, "data-at": row.at, "data-lm-suppress-shortcuts": true });
    tick.addEventListener("change", () => tickOne(desk, tick));
    return [...head, el("li", {}, el("label", { class: "dc-finding" }, tick, ...hitWords(row)))];
  }), fresh > preview.rows.length ? el("li", { class: "dc-of-thread" }, `and ${count(fresh - preview.rows.length, "passage")} more, which will be coded, too`) : "",
    fresh ? "" : el("li", { class: "dc-of-thread" }, preview.n ? "All of it is coded so already." : "Nothing is found there."));
  seek.line.textContent = seek.line.title = preview.line;
  seek.choices.classList.toggle("dc-wide", seek.unit.value !== "hit" && seek.unit.value !== "word");
  sumUpCoding(desk);
}

/** @param {Desk} desk @param {HTMLInputElement} tick */
function tickOne(desk, tick) {
  const at = Number(tick.dataset.at);
  if (tick.checked) desk.search.unticked.delete(at);
  else desk.search.unticked.add(at);
  sumUpCoding(desk);
}

/** @param {Desk} desk */
function sumUpCoding(desk) {
  const { finder: seek, search } = desk, { preview } = search;
  if (!preview) return;
  const fresh = preview.n - preview.known.length, n = fresh - search.unticked.size;
  const known = preview.known.length ? `, ${preview.known.length.toLocaleString()} coded so already` : "", out = search.unticked.size ? `, ${search.unticked.size} left out` : "";
  seek.sum.textContent = `${count(fresh, "passage")} in ${count(preview.utterances, "utterance")}${preview.threads > 1 ? ` of ${count(preview.threads, "thread")}` : ""}${known}${out}`;
  seek.does.textContent = `Code ${count(n, "passage")} as ${leaf(seek.code.value)}`;
  seek.does.disabled = seek.proposes.disabled = !n;
  seek.none.textContent = search.unticked.size ? "Tick all" : "Tick none";
  seek.none.hidden = !preview.rows.length;
}

/** @param {Desk} desk */
export function tickAll(desk) {
  const on = desk.search.unticked.size > 0;
  for (const tick of desk.finder.choices.querySelectorAll("input")) {
    tick.checked = on;
    tickOne(desk, tick);
  }
}

/** One deed: everything that is ticked. @param {Desk} desk @param {boolean} suggest only propose it */
export function codeFound(desk, suggest) {
  const { finder: seek, search } = desk, { preview } = search;
  if (!preview || !mayWrite(desk)) return;
  const n = preview.n - preview.known.length - search.unticked.size, code = seek.code.value;
  if (!n) return say(desk, "Nothing is ticked.", true);
  const left = [...search.unticked, ...(suggest ? preview.known : [])];
  desk.store.send("autocode", { ...askedCoding(desk), left_out: left, digest: preview.digest, coder: desk.store.coder, suggest });
  desk.latest = [code];
  seek.pane.hidden = true;
  closeSearch(desk);
  say(desk, suggest ? `Suggested ${code} for ${count(n, "passage")}.` : `Coded ${count(n, "passage")} as ${code}; undo with ${MAC ? "⌘" : "Ctrl"}+Z.`, true);
}

/** @param {Desk} desk */
function askedCoding(desk) {
  const { finder: seek } = desk;
  return { ...searchWanted(desk), widen: seek.unit.value, code: seek.code.value, thread: seek.where.value === "here" ? desk.store.state.thread : undefined };
}
