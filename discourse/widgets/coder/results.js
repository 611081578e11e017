// Hits listed by thread, each with the words around it, to be gone to. It searches nothing.

/** @import { Line } from "./types.js" */
/** @import { Desk } from "./state.js" */
import { el } from "../shared/elements.js";
import { count } from "../shared/plainly.js";
import { lineAround } from "./seek.js";
import { toHome } from "../shared/tell.js";

const MOST_HITS_HERE = 100; // hits of the open thread that are listed
const HIT_BEFORE = 60, HIT_AFTER = 110; // of the page's units, around a hit

/** @param {Desk} desk */
export function listResults(desk) {
  const { search, finder: seek } = desk, { found } = search;
  seek.results.hidden = !search.everywhere || !found?.all || !seek.pane.hidden;
  if (seek.results.contains(document.activeElement)) toHome(desk); // the line that was chosen goes
  if (seek.results.hidden || !found) return seek.results.replaceChildren();
  const named = new Map(desk.store.state.threads.map((t) => [t.id, t.title])), now = desk.store.state.thread;
  seek.results.replaceChildren(...(found.threads ?? []).map(({ id, n }) => {
    const lines = id === now ? linesHere(desk) : (found.lines ?? []).filter((line) => line.thread === id), more = n - lines.length;
    const rows = lines.map((line, k) => el("li", {}, hitLine(line, () => (id === now ? desk.asks.hit(desk, k) : desk.asks.visit(desk, id, line)))));
    return el("section", { "aria-label": `${named.get(id) ?? id}, ${count(n, "hit")}` },
      el("h3", {}, el("bdi", {}, named.get(id) ?? id), el("span", { class: "dc-count" }, n.toLocaleString()), id === now && el("small", {}, "open")),
      el("ul", {}, ...rows),
      more > 0 && el("button", { type: "button", class: "dc-link", tabindex: -1, "data-lm-suppress-shortcuts": true, click: () => desk.asks.visit(desk, id, "first") }, `${count(more, "hit")} more in the thread`));
  }));
  seek.results.querySelector("button")?.setAttribute("tabindex", "0");
}

/** A line of words, of which some are marked. @param {Pick<Line, "before" | "quote" | "after" | "participant">} line */
export function hitWords({ before, quote, after, participant }) {
  /** @param {string} words */
  const flat = (words) => words.replace(/\s+/gu, " ");
  return [el("span", { class: "dc-by" }, el("bdi", {}, participant ?? "Unnamed")),
    el("span", { class: "dc-around", dir: "auto" }, el("span", { class: "dc-before" }, flat(before)), el("b", {}, flat(quote)), flat(after))];
}

/** @param {Desk} desk @returns {Line[]} */
function linesHere(desk) {
  const { hits } = desk.search;
  return hits.slice(0, MOST_HITS_HERE).map(({ n, a, b }) => {
    const { u, map } = desk.places[n];
    return { ...lineAround(u.text, a, b, HIT_BEFORE, HIT_AFTER), thread: "", utterance: u.id, participant: u.participant, start: map.points(a), end: map.points(b) };
  });
}

/** @param {Line} line @param {() => void} go */
function hitLine(line, go) {
  return el("button", { type: "button", class: "dc-hit-line", tabindex: -1, "data-lm-suppress-shortcuts": true, click: go }, ...hitWords(line));
}
