// Searching: asked of the project while one types, painted in the open thread, listed where it is elsewhere. It codes nothing.

/** @import { Found } from "./types.js" */
/** @import { Desk } from "./state.js" */
import { clearHits, hitsByPlace, CAN_PAINT, paintAll, paintHits } from "./hits.js";
import { listResults } from "./results.js";
import { redrawLit } from "./paint.js";
import { goToThread } from "./thread.js";
import { hitAt, nextHit, placeHits, threadBeyond, toldHits } from "./seek.js";
import { select } from "./selection.js";
import { keepSetting, setting } from "../shared/settings.js";
import { say, toHome } from "../shared/tell.js";

const SEARCH_PAUSE = 120; // milliseconds without a key, after which the project is asked
const NO_PAINT = "This browser cannot paint hits; F3 goes from one to the next.";

/** What one looks for, with the words that are selected where there is nothing yet. @param {Desk} desk */
export function openSearch(desk) {
  const { finder: seek, search } = desk, span = desk.selection[0], fresh = seek.box.hidden;
  if (fresh) {
    search.from = { n: span?.n ?? desk.here, unit: span ? Math.min(span.anchor, span.focus) : 0 };
    const kept = setting("search", { how: "plain", case: false });
    seek.how.value = kept.how;
    if (!seek.how.value) seek.how.value = "plain";
    seek.case.setAttribute("aria-pressed", String(kept.case === true));
    fitWays(desk);
  }
  seek.box.hidden = false;
  desk.root.classList.add("dc-searching");
  if (fresh && span && desk.selection.length === 1 && !search.hits.length) {
    const words = desk.places[span.n].u.text.slice(Math.min(span.anchor, span.focus), Math.max(span.anchor, span.focus));
    if (words.length <= 60 && !/[\r\n]/.test(words)) seek.field.value = words;
  }
  seek.field.focus();
  seek.field.select();
  if (fresh) askFor(desk, false);
}

/** True where it was open. @param {Desk} desk */
export function closeSearch(desk) {
  const { finder: seek, search } = desk;
  if (seek.box.hidden) return false;
  search.serial++;
  clearTimeout(search.typing);
  seek.box.hidden = seek.pane.hidden = true;
  desk.root.classList.remove("dc-searching");
  clearHits(desk);
  search.hits = [];
  search.of.clear();
  search.at = -1;
  search.goal = null;
  toHome(desk);
  return true;
}

/** @param {Desk} desk */
export function askSoon(desk) {
  clearTimeout(desk.search.typing);
  desk.search.typing = setTimeout(() => askFor(desk, true), SEARCH_PAUSE);
}

/** Another way of looking, or another place. @param {Desk} desk */
export function askOtherwise(desk) {
  const { finder: seek } = desk;
  fitWays(desk);
  keepSetting("search", { how: seek.how.value, case: seek.case.getAttribute("aria-pressed") === "true" });
  askFor(desk, true);
}

/** The thread is another, or says something else. @param {Desk} desk */
export function searchAnew(desk) {
  if (desk.finder.box.hidden) return;
  clearHits(desk);
  askFor(desk, false);
}

/** What is asked, as the message has it. @param {Desk} desk */
export function searchWanted(desk) {
  const { finder: seek } = desk;
  return { query: seek.field.value, how: seek.how.value, case: seek.case.getAttribute("aria-pressed") === "true" && seek.how.value !== "lemma" };
}

/** @param {Desk} desk @param {boolean} going to the nearest hit */
async function askFor(desk, going) {
  const { search, finder: seek } = desk, mine = ++search.serial, asked = searchWanted(desk);
  clearTimeout(search.typing);
  refuseSearch(desk, "");
  if (!asked.query.trim()) return showFound(desk, null, false);
  seek.box.setAttribute("aria-busy", "true");
  try {
    const { found } = await desk.store.ask("search", { ...asked, everywhere: search.everywhere });
    if (mine === search.serial && !seek.box.hidden) showFound(desk, found, going);
  } catch (error) {
    if (mine !== search.serial) return;
    showFound(desk, null, false);
    refuseSearch(desk, /** @type {Error} */ (error).message);
  }
}

/** @param {Desk} desk @param {Found | null} found @param {boolean} going */
function showFound(desk, found, going) {
  const { search, finder: seek } = desk, span = desk.selection[0], unit = span ? Math.min(span.anchor, span.focus) : 0;
  seek.box.removeAttribute("aria-busy");
  search.found = found;
  search.hits = placeHits(found?.here ?? [], (id) => desk.byId.get(id));
  search.of = hitsByPlace(search.hits);
  search.at = search.hits.findIndex((h) => span && h.n === span.n && h.a === unit && h.b === Math.max(span.anchor, span.focus));
  if (CAN_PAINT) paintAll(desk);
  else if (search.hits.length) refuseSearch(desk, NO_PAINT);
  const goal = search.goal;
  search.goal = null;
  const to = goal === "first" ? 0 : goal === "last" ? search.hits.length - 1
    : goal ? search.hits.findIndex((h) => desk.places[h.n].u.id === goal.utterance && desk.places[h.n].map.points(h.a) === goal.start)
    : going ? hitAt(search.hits, search.from.n, search.from.unit) : -1;
  const { from } = search;
  if (to >= 0) goToHit(desk, to);
  else showHits(desk);
  if (going) search.from = from; // while one types, the search begins where it was begun
  listResults(desk);
}

/** To a hit of this thread: it is selected, so that a code's key codes it. @param {Desk} desk @param {number} k */
export function goToHit(desk, k) {
  const { search } = desk, before = search.hits[search.at], hit = search.hits[k];
  if (!hit) return;
  search.at = k;
  search.from = { n: hit.n, unit: hit.a };
  desk.focused = null;
  redrawLit(desk);
  select(desk, [{ n: hit.n, anchor: hit.a, focus: hit.b }]);
  for (const n of new Set([before?.n ?? hit.n, hit.n])) paintHits(desk, desk.places[n]);
  showHits(desk);
}

/** To the next hit or the one before; over the end of the thread, to that of the next thread where all are searched. @param {Desk} desk @param {1 | -1} sign */
export function stepHit(desk, sign) {
  const { search, finder: seek } = desk;
  if (seek.box.hidden || !seek.field.value.trim()) return openSearch(desk);
  const span = desk.selection[0], hit = search.hits[search.at], unit = span ? Math.min(span.anchor, span.focus) : 0;
  const there = !!hit && !!span && hit.n === span.n && hit.a === unit; // else one has gone elsewhere meanwhile
  const next = nextHit(search.hits, there ? search.at : -1, { n: span?.n ?? desk.here, unit: span ? unit : 0 }, sign);
  if (next !== "over") return goToHit(desk, next);
  const threads = desk.store.state.threads.map((t) => t.id), now = desk.store.state.thread ?? "";
  const other = search.everywhere ? threadBeyond(search.found?.threads ?? [], threads, now, sign) : null;
  if (other) return visitHit(desk, other, sign > 0 ? "first" : "last");
  if (!search.hits.length) return say(desk, "No hits.", true);
  goToHit(desk, sign > 0 ? 0 : search.hits.length - 1);
  say(desk, sign > 0 ? "From the start again." : "From the end again.");
}

/** To a hit in another thread. @param {Desk} desk @param {string} thread @param {{utterance: string, start: number} | "first" | "last"} goal */
export function visitHit(desk, thread, goal) {
  desk.search.goal = goal;
  goToThread(desk, thread);
}

/** @param {Desk} desk @param {boolean} everywhere */
export function searchWhere(desk, everywhere) {
  desk.search.everywhere = everywhere;
  desk.finder.here.setAttribute("aria-pressed", String(!everywhere));
  desk.finder.all.setAttribute("aria-pressed", String(everywhere));
  if (everywhere && desk.search.found && desk.search.found.all === undefined) askFor(desk, false);
  listResults(desk);
}

/** How many, and which: said, too, for those who do not see it. @param {Desk} desk */
export function showHits(desk) {
  const { finder: seek, search } = desk, { found } = search;
  seek.count.textContent = found ? toldHits(search.at, found.n) : "";
  seek.here.textContent = `This thread${found ? ` ${found.n.toLocaleString()}` : ""}`;
  seek.all.textContent = `All threads${found?.all !== undefined ? ` ${found.all.toLocaleString()}` : ""}`;
  seek.all.hidden = seek.here.hidden = desk.store.state.threads.length < 2;
  seek.back.disabled = seek.fore.disabled = !search.hits.length && !(search.everywhere && found?.all);
  seek.coding.disabled = !(found?.all ?? found?.n);
  if (found && found.n > search.hits.length && search.hits.length) refuseSearch(desk, `Only the first ${search.hits.length.toLocaleString()} hits are painted.`);
}

/** @param {Desk} desk @param {string} why */
export function refuseSearch(desk, why) {
  desk.finder.why.textContent = why;
  desk.finder.why.hidden = !why;
  desk.finder.field.setAttribute("aria-invalid", String(!!why && !desk.search.hits.length));
}

/** Lemmas have no capitals. @param {Desk} desk */
function fitWays({ finder: seek }) { seek.case.disabled = seek.how.value === "lemma"; }
