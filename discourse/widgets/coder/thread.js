// A thread on the screen: opened, drawn where it is looked at, drawn anew when it has changed. It sends no deed.

/** @import { Desk } from "./state.js" */
import { countAll } from "./counts.js";
import { showDock } from "./dock.js";
import { el } from "../shared/elements.js";
import { keyOf } from "./keys.js";
import { drawAnew, drawNear, firstSeen, heightAt } from "./near.js";
import { drawChanges } from "./paint.js";
import { listCodes, showCounts } from "./panel.js";
import { Place } from "./place.js";
import { partsOf } from "./section.js";
import { pointHere, restore } from "./selection.js";
import { refuse, showStatus } from "../shared/tell.js";
import { countBelow, replyTree } from "./tree.js";

/** @param {Desk} desk */
export function openThread(desk) {
  const { state } = desk.store, same = desk.shown === state.thread;
  desk.shown = state.thread;
  desk.codes = new Map(state.codes.map((c, n) => [c.code, { ...c, key: keyOf(n) }]));
  nameThread(desk);
  if (same && saysTheSame(desk)) { // other codes, another coder: the page stays, what stands on it is drawn anew
    countAll(desk);
    drawAnew(desk);
    restore(desk);
  } else layOut(desk, same);
  listCodes(desk);
  showCounts(desk);
  showStatus(desk);
  showDock(desk);
  pointHere(desk);
  desk.asks.opened(desk, same);
}

/** @param {Desk} desk */
function saysTheSame(desk) {
  const now = desk.store.state.utterances, before = desk.said;
  return !!before && before.length === now.length && now.every((u, n) => JSON.stringify(u) === JSON.stringify(before[n]));
}

/** Every utterance in its place; in the same thread, what was looked at stays where it was. @param {Desk} desk @param {boolean} same */
function layOut(desk, same) {
  const said = (desk.said = desk.store.state.utterances), kept = desk.places[desk.here]?.u.id, seen = same ? firstSeen(desk) : null;
  desk.places = replyTree(said).map(({ n, depth, parent }, at) => new Place(desk, at, said[n], depth, said[parent] ?? null));
  desk.byId = new Map(desk.places.map((p) => [p.u.id, p]));
  for (const place of desk.places) place.parent = desk.byId.get(place.answered?.id ?? "") ?? null;
  countBelow(desk.places.map((p) => p.parent?.n ?? -1)).forEach((n, at) => (desk.places[at].replies = n));
  if (!same) {
    desk.folded.clear();
    desk.opened.clear();
    desk.fits = null;
    desk.text.classList.toggle("dc-sifting", desk.filters.length > 0); // until the project has said what fits
  }
  desk.here = Math.max(0, same ? desk.places.findIndex((p) => p.u.id === kept) : 0);
  if (!same) desk.selection = [];
  desk.selection = desk.selection.filter((s) => s.n < desk.places.length);
  desk.lit = undefined;
  countAll(desk);
  desk.inView = new Set();
  desk.parts = partsOf(desk.places);
  desk.unfilled = desk.parts.flatMap((p) => p.sections).reverse();
  desk.size.disconnect();
  desk.text.replaceChildren(...(desk.parts.length ? desk.parts.map((p) => p.node) : [noTexts()]));
  desk.size.observe(desk.text);
  desk.root.classList.toggle("dc-bare", !desk.places.length);
  desk.width = desk.text.clientWidth;
  const again = seen && desk.byId.get(seen.id);
  desk.text.scrollTop = again ? heightAt(desk, again) - seen.above : 0;
  drawNear(desk);
}

/** The name of the thread, by which another can be chosen; the name that the project knows stands in the tooltip. @param {Desk} desk */
function nameThread(desk) {
  const { threads, thread, project } = desk.store.state, here = threads.find((t) => t.id === thread), several = threads.length > 1;
  desk.title.textContent = here?.title ?? project;
  desk.chooser.title = `${here?.id ?? project}${several ? "\nChoose another thread (t)" : ""}`;
  desk.chooser.setAttribute("aria-label", `${here?.title ?? project}${several ? "; choose another thread" : ""}`);
  desk.chooser.disabled = !several;
  desk.tabHeads.hidden = !several;
  desk.funnel.hidden = !here;
}

function noTexts() {
  return el("div", { class: "dc-empty" }, el("h2", {}, "No texts yet"), el("p", {}, "Read a discussion and add it to the project, then show the desk again:"),
    el("pre", {}, 'study.add(dc.read("page.txt"))\nstudy.add(dc.Codebook.read("codebook.yml"))\ndc.show_coder(study)'));
}

/** @param {Desk} desk @param {Place} place */
export function renew(desk, place) {
  desk.counts.take(desk, place);
  if (desk.dragging) return void desk.due.add(place); // a selection that is being drawn must not lose its text
  place.forget();
  if (place.drawn && drawChanges(desk, place) && desk.selection.some((s) => s.n === place.n)) restore(desk);
}

/** @param {Desk} desk */
export function resized(desk) {
  const before = desk.width;
  desk.width = desk.text.clientWidth;
  if (!desk.width) return; // hidden, or taken out by a notebook that keeps only what is in view
  if (before !== desk.width && desk.beside) desk.asks.counted(desk);
  if (!before) desk.text.scrollTop = desk.top;
  drawNear(desk);
}

/** Another thread is asked for; it is shown when the answer comes. @param {Desk} desk @param {string} thread */
export function goToThread(desk, thread) {
  desk.store.ask("open_thread", { thread }).catch((/** @type {Error} */ why) => refuse(desk, why.message));
}
