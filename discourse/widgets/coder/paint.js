// Codings drawn: marks in the text, stripes and labels in the margin, one utterance at a time. It decides nothing.

/** @import { Item } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { el, icon, textNodes } from "../shared/elements.js";
import { columnOf, columnsOf, describe, inkOf } from "./items.js";
import { lanes, pieces, stack } from "./lanes.js";
import { leaf } from "../shared/plainly.js";
import { rangeIn } from "./ranges.js";

const TAG = 20; // height of a label in the margin
const UNDERLINES = 5;
const STRIPES = 6; // more overlaps than these are told by their labels only

/** @param {Desk} desk @param {Place} place */
export function drawText(desk, place) {
  place.drawn = true;
  place.look = lookOf(desk, place);
  const { text } = place.u;
  place.said.replaceChildren(...pieces(text.length, place.items).flatMap(({ a, b, on }) => {
    const words = text.slice(a, b);
    if (!on.length) return textNodes(words);
    const items = on.map((n) => place.items[n]), lit = items.find((i) => desk.focused?.id === i.id), decided = items.filter((i) => !i.suggested);
    const mark = el("mark", { class: "dc-mark", "data-on": on.join(" ") }, words);
    mark.classList.toggle("dc-lit", !!lit);
    mark.classList.toggle("dc-maybe", !decided.length);
    mark.style.setProperty("--wash", lit ? inkOf(desk, lit) : decided.length === 1 ? inkOf(desk, decided[0]) : "var(--dc-ink)");
    const shown = items.filter((i) => i.lane < UNDERLINES), room = 4 * (1 + Math.max(0, ...shown.map((i) => i.lane)));
    mark.style.paddingBottom = `${room}px`;
    const solid = (/** @type {Item} */ i) => `linear-gradient(${inkOf(desk, i)} 0 0)`;
    const dashed = (/** @type {Item} */ i) => `repeating-linear-gradient(90deg, ${inkOf(desk, i)} 0 4px, transparent 4px 7px)`;
    mark.style.backgroundImage = shown.map((i) => (i.suggested ? dashed(i) : solid(i))).join(", ");
    mark.style.backgroundPosition = shown.map((i) => `0 calc(100% - ${room - 3 - 4 * i.lane}px)`).join(", ");
    mark.style.backgroundSize = shown.map((i) => "100% 2px").join(", ");
    return [mark];
  }));
  place.box.style.setProperty("--more-lanes", String(Math.max(0, Math.min(UNDERLINES, Math.max(0, ...place.items.map((i) => i.lane + 1))) - 2)));
  const memos = desk.store.rows(place.u.id).memos;
  place.flag.replaceChildren(...memos.map(({ coder, text: words }) => {
    const told = { title: words, "aria-label": `Memo of ${coder}: ${words}`, "data-lm-suppress-shortcuts": true };
    return el("button", { type: "button", class: "dc-memo", tabindex: -1, ...told, click: () => desk.asks.note(desk, place) }, icon("memo"));
  }));
  desk.asks.read(desk, place);
  place.box.classList.toggle("dc-coded", place.items.some((i) => !i.suggested));
  desk.asks.painted(desk, place);
}

/** All of which what is drawn of an utterance depends, but for whether it is on its way. @param {Desk} desk @param {Place} place */
function lookOf(desk, place) {
  const lit = place.items.find((i) => i.id === desk.focused?.id)?.id;
  return JSON.stringify([lit, place.items.map((i) => [i.id, i.a, i.b, i.lane, i.code, i.coder, i.suggested, i.score, i.reason, i.memo]), desk.store.rows(place.u.id).memos.map((m) => [m.coder, m.text])]);
}

/** The project has answered: what stands as it was drawn stays, and only is not on its way any more; all else is drawn anew, and then true. @param {Desk} desk @param {Place} place */
export function drawChanges(desk, place) {
  if (place.look !== lookOf(desk, place)) {
    drawText(desk, place);
    drawMargins(desk, [place]);
    return true;
  }
  for (const tag of place.margin.querySelectorAll(".dc-tag")) tag.classList.toggle("dc-pending", !!place.items[Number(tag.getAttribute("data-on"))]?.pending);
  desk.asks.read(desk, place);
  return false;
}

/** Stripes and labels beside these utterances: all is measured before anything is moved. @param {Desk} desk @param {Place[]} places */
export function drawMargins(desk, places) {
  const measured = places.filter((p) => p.drawn).map((place) => {
    const top = place.box.getBoundingClientRect().top, line = place.items.length ? parseFloat(getComputedStyle(place.said).lineHeight) : 0;
    return { place, wide: desk.beside ? place.margin.clientWidth : 0, spans: place.items.map((i) => {
      const rects = [...rangeIn(place, i.a, i.b).getClientRects()].filter((r) => r.height);
      const first = Math.min(...rects.map((r) => r.top)), last = Math.max(...rects.map((r) => r.bottom));
      return Number.isFinite(first) ? { top: first - top, bottom: last - top } : { top: line, bottom: 2 * line };
    }) };
  });
  const names = desk.beside ? columnsOf(desk) : [""];
  for (const { place, spans, wide } of measured) {
    const each = wide / names.length, drawn = /** @type {HTMLElement[]} */ ([]);
    let bottom = 0;
    for (const [k, name] of names.entries()) {
      const here = place.items.map((_, n) => n).filter((n) => !name || columnOf(desk, place.items[n]) === name);
      const order = [...here].sort((m, n) => spans[m].top - spans[n].top || place.items[m].lane - place.items[n].lane);
      const tops = stack(order.map((n) => spans[n].top + 1), TAG, 2);
      const columns = lanes(here.map((n) => ({ a: spans[n].top, b: spans[n].bottom }))), width = Math.min(STRIPES, Math.max(0, ...columns.map((c) => c + 1)));
      const left = name ? k * each : 0, right = name ? (names.length - 1 - k) * each : 0;
      here.forEach((n, at) => columns[at] < STRIPES && drawn.push(stripeOf(desk, place.items[n], spans[n], left + columns[at] * 6)));
      order.forEach((n, at) => drawn.push(tagOf(desk, place, place.items[n], tops[at], left + width * 6 + 4, right)));
      bottom = Math.max(bottom, ...tops.slice(-1).map((top) => top + TAG));
    }
    place.margin.replaceChildren(...drawn);
    place.margin.style.minHeight = bottom ? `${bottom}px` : "";
  }
}

/** @param {Desk} desk @param {Item} item @param {{top: number, bottom: number}} span @param {number} left */
function stripeOf(desk, item, span, left) {
  const stripe = el("i", { class: `dc-stripe${item.suggested ? " dc-maybe" : ""}${desk.focused?.id === item.id ? " dc-lit" : ""}` });
  stripe.style.cssText = `top:${span.top + 2}px;height:${Math.max(8, span.bottom - span.top - 4)}px;left:${left}px`;
  stripe.style.setProperty("--c", inkOf(desk, item));
  return stripe;
}

/** @param {Desk} desk @param {Place} place @param {Item} item @param {number} top @param {number} left @param {number} right */
function tagOf(desk, place, item, top, left, right) {
  const look = `dc-tag${item.suggested ? " dc-maybe" : ""}${item.pending ? " dc-pending" : ""}${desk.focused?.id === item.id ? " dc-lit" : ""}`;
  const plain = { type: "button", tabindex: -1, "data-lm-suppress-shortcuts": true }, foreign = item.coder !== desk.store.coder && !item.suggested;
  const name = el("button", { ...plain, class: "dc-name", "aria-label": describe(item), click: () => desk.asks.focus(desk, place, item) },
    el("bdi", {}, leaf(item.code)), foreign && !desk.beside && el("span", {}, item.coder), item.memo && icon("memo"));
  /** @param {"accept" | "reject"} verb @param {string} told @param {"yes" | "no"} sign */
  const choice = (verb, told, sign) => {
    const named = { class: `dc-${sign}`, "aria-label": `${told} ${item.code}`, title: `${told} (${sign[0]})` };
    return el("button", { ...plain, ...named, click: () => desk.asks.decide(desk, place, item, verb) }, icon(sign));
  };
  const open = item.suggested && desk.store.state.may_write;
  const decide = open && el("span", { class: "dc-decide" }, choice("accept", "Accept", "yes"), choice("reject", "Reject", "no"));
  const tag = el("div", { class: look, "data-on": place.items.indexOf(item) }, name, decide);
  tag.style.cssText = `top:${top}px;left:${left}px;right:${right}px`;
  tag.style.setProperty("--c", inkOf(desk, item));
  return tag;
}

/** @param {Desk} desk @param {Place} [now] */
export function redrawLit(desk, now) {
  for (const place of new Set([desk.lit, now])) if (place?.drawn) {
    drawText(desk, place);
    drawMargins(desk, [place]);
  }
  desk.lit = now;
}
