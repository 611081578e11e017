// A thread on the screen: opened, drawn where it is looked at, drawn anew when it has changed. It sends no deed.

/** @import { Place } from "./types.js" */
/** @import { Desk } from "./state.js" */
import { showDock } from "./dock.js";
import { el } from "../shared/elements.js";
import { itemsOf } from "./items.js";
import { keyOf } from "./keys.js";
import { keepMemo } from "./memo.js";
import { offsetMap } from "../shared/offsets.js";
import { drawMargins, drawText } from "./paint.js";
import { listCodes, showCounts } from "./panel.js";
import { NAMED_BY, showTime } from "../shared/plainly.js";
import { pointHere, restore, settle } from "./selection.js";
import { showStatus, toHome } from "../shared/tell.js";
import { replyTree } from "./tree.js";
import { shorten } from "../shared/words.js";

const SECTION = 24; // utterances that are drawn, or left undrawn, together

/** @param {Desk} desk */
export function openThread(desk) {
  const { state } = desk.store, kept = desk.places[desk.here]?.u.id, top = desk.text.scrollTop, same = desk.shown === state.thread;
  desk.shown = state.thread;
  desk.codes = new Map(state.codes.map((c, n) => [c.code, { ...c, key: keyOf(n) }]));
  nameThread(desk);
  desk.places = replyTree(state.utterances).map((t, n) => placeOf(desk, t, n));
  desk.byId = new Map(desk.places.map((p) => [p.u.id, p]));
  const again = same ? desk.places.findIndex((p) => p.u.id === kept) : 0;
  desk.here = Math.max(0, again);
  if (!same) desk.selection = [];
  desk.selection = desk.selection.filter((s) => s.n < desk.places.length);
  const sections = [];
  for (let n = 0; n < desk.places.length; n += SECTION) sections.push(sectionOf(desk.places.slice(n, n + SECTION)));
  desk.near.disconnect();
  desk.text.replaceChildren(...(sections.length ? sections : [noTexts()]));
  desk.size.disconnect();
  desk.size.observe(desk.text);
  for (const section of sections) {
    desk.near.observe(section);
    desk.size.observe(section);
  }
  desk.text.scrollTop = same ? top : 0;
  desk.root.classList.toggle("dc-bare", !desk.places.length);
  listCodes(desk);
  showCounts(desk);
  showStatus(desk);
  showDock(desk);
  pointHere(desk);
}

/** The chooser of threads, or the name of the only one; the name that the project knows stands in the tooltip. @param {Desk} desk */
function nameThread(desk) {
  const { threads, thread, project } = desk.store.state, here = threads.find((t) => t.id === thread);
  desk.threads.replaceChildren(...threads.map((t) => {
    const given = { value: t.id, title: t.id, selected: t.id === thread };
    return el("option", given, `${shorten(t.title, 60)}  (${t.utterances})`);
  }));
  desk.threads.hidden = threads.length < 2;
  desk.threads.title = thread ?? "";
  desk.title.textContent = threads.length < 2 ? here?.title ?? project : "";
  desk.title.title = here?.id ?? project;
}

function noTexts() {
  return el("div", { class: "dc-empty" }, el("h2", {}, "No texts yet"), el("p", {}, "Read a discussion and add it to the project, then show the desk again:"),
    el("pre", {}, 'study.add(dc.read("page.txt"))\nstudy.add(dc.Codebook.read("codebook.yml"))\ndc.show_coder(study)'));
}

/** @param {Desk} desk @param {{n: number, depth: number, parent: number}} at @param {number} n @returns {Place} */
function placeOf(desk, at, n) {
  const u = desk.store.state.utterances[at.n], answered = at.parent >= 0 ? desk.store.state.utterances[at.parent] : null;
  const name = u.participant ?? "Unnamed", how = u.named_by && u.named_by !== "stated" ? NAMED_BY[u.named_by] ?? u.named_by : "";
  const flag = el("span", { class: "dc-flag" }), said = el("div", { class: "dc-said", dir: "auto" }, u.text), margin = el("div", { class: "dc-margin" });
  const head = el("header", {}, el("bdi", { class: u.participant ? "dc-who" : "dc-who dc-nobody" }, name),
    answered && answered.kind !== "post" && el("span", { class: "dc-to" }, "to ", el("bdi", {}, answered.participant ?? "unnamed")),
    u.kind !== "reply" && u.kind !== "comment" && el("span", { class: "dc-kind" }, u.kind), u.time && el("time", { datetime: u.time }, showTime(u.time)),
    how && how !== NAMED_BY.unknown && el("span", { class: "dc-how" }, how), flag);
  const look = u.kind === "post" ? " dc-post" : u.kind === "pingback" ? " dc-pingback" : "";
  const told = `${name}, ${u.kind}${answered ? `, to ${answered.participant ?? "unnamed"}` : ""}`;
  const box = el("article", { class: `dc-u${look}`, "data-n": n, "aria-label": told }, head, said, margin);
  box.style.setProperty("--depth", String(Math.min(at.depth, 7)));
  return { n, u, map: offsetMap(u.text), drawn: false, items: [], box, said, margin, flag };
}

/** @param {Place[]} places */
function sectionOf(places) {
  const guess = places.reduce((sum, p) => sum + 56 + 28 * Math.ceil(p.u.text.length / 62), 0);
  const section = el("section", { class: "dc-section", "data-from": places[0].n }, ...places.map((p) => p.box));
  section.style.setProperty("contain-intrinsic-block-size", `auto ${guess}px`);
  return section;
}

/** @param {Desk} desk @param {IntersectionObserverEntry[]} seen */
export function drawNear(desk, seen) {
  for (const { target, isIntersecting } of seen) {
    const from = Number(/** @type {HTMLElement} */ (target).dataset.from);
    const places = desk.places.slice(from, from + SECTION);
    if (!isIntersecting) continue;
    const fresh = places.filter((p) => !p.drawn);
    for (const place of fresh) drawText(desk, place);
    drawMargins(desk, places);
  }
  settle(desk);
}

/** @param {Desk} desk @param {Place} place */
export function renew(desk, place) {
  if (desk.dragging) desk.due.add(place); // a selection that is being drawn must not lose its text
  else if (place.drawn) {
    drawText(desk, place);
    drawMargins(desk, [place]);
    if (desk.selection.some((s) => s.n === place.n)) restore(desk);
  } else place.items = itemsOf(desk, place);
}

/** @param {Desk} desk */
export function resized(desk) {
  const before = desk.width;
  if (before === desk.text.clientWidth) return settle(desk);
  desk.width = desk.text.clientWidth;
  if (!desk.width) return; // hidden, or taken out by a notebook that keeps only what is in view
  if (!before) desk.text.scrollTop = desk.top;
  drawMargins(desk, desk.places.filter((p) => p.drawn && p.items.length));
}

/** @param {Desk} desk */
export function toggleOthers(desk) {
  desk.others = !desk.others;
  for (const place of desk.places) renew(desk, place);
  listCodes(desk);
  showCounts(desk);
  toHome(desk);
}

/** @param {Desk} desk */
export function chooseThread(desk) {
  keepMemo(desk);
  desk.store.send("open_thread", { thread: desk.threads.value });
  toHome(desk);
}
