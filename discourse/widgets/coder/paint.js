// Codings drawn: marks in the text, stripes and labels in the margin, one utterance at a time. It decides nothing.

/** @import { Item } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Desk } from "./state.js" */
import { el, icon } from "../shared/elements.js";
import { describe, ink } from "./items.js";
import { lanes, pieces, stack } from "./lanes.js";
import { leaf } from "../shared/plainly.js";
import { rangeIn } from "./ranges.js";

const TAG = 20; // height of a label in the margin
const UNDERLINES = 5;
const STRIPES = 6; // more overlaps than these are told by their labels only

/** @param {Desk} desk @param {Place} place */
export function drawText(desk, place) {
  place.drawn = true;
  const { text } = place.u;
  place.said.replaceChildren(...pieces(text.length, place.items).map(({ a, b, on }) => {
    const words = document.createTextNode(text.slice(a, b));
    if (!on.length) return words;
    const items = on.map((n) => place.items[n]), lit = items.find((i) => desk.focused?.id === i.id), decided = items.filter((i) => !i.suggested);
    const mark = el("mark", { class: "dc-mark", title: items.map((i) => describe(i)).join("\n") }, words);
    mark.classList.toggle("dc-lit", !!lit);
    mark.classList.toggle("dc-maybe", !decided.length);
    mark.style.setProperty("--wash", lit ? ink(desk, lit.code) : decided.length === 1 ? ink(desk, decided[0].code) : "var(--dc-ink)");
    const shown = items.filter((i) => i.lane < UNDERLINES), room = 4 * (1 + Math.max(0, ...shown.map((i) => i.lane)));
    mark.style.paddingBottom = `${room}px`;
    const solid = (/** @type {Item} */ i) => `linear-gradient(${ink(desk, i.code)} 0 0)`;
    const dashed = (/** @type {Item} */ i) => `repeating-linear-gradient(90deg, ${ink(desk, i.code)} 0 4px, transparent 4px 7px)`;
    mark.style.backgroundImage = shown.map((i) => (i.suggested ? dashed(i) : solid(i))).join(", ");
    mark.style.backgroundPosition = shown.map((i) => `0 calc(100% - ${room - 3 - 4 * i.lane}px)`).join(", ");
    mark.style.backgroundSize = shown.map((i) => "100% 2px").join(", ");
    return mark;
  }));
  place.box.style.setProperty("--more-lanes", String(Math.max(0, Math.min(UNDERLINES, Math.max(0, ...place.items.map((i) => i.lane + 1))) - 2)));
  const memos = desk.store.rows(place.u.id).memos;
  place.flag.replaceChildren(...memos.map(({ coder, text: words }) => {
    const told = { title: words, "aria-label": `Memo of ${coder}: ${words}`, "data-lm-suppress-shortcuts": true };
    return el("button", { type: "button", class: "dc-memo", tabindex: -1, ...told, click: () => desk.asks.note(desk, place) }, icon("memo"));
  }));
  place.box.classList.toggle("dc-coded", place.items.some((i) => !i.suggested));
}

/** Stripes and labels beside these utterances: all is measured before anything is moved. @param {Desk} desk @param {Place[]} places */
export function drawMargins(desk, places) {
  const measured = places.filter((p) => p.drawn).map((place) => {
    const top = place.box.getBoundingClientRect().top, line = place.items.length ? parseFloat(getComputedStyle(place.said).lineHeight) : 0;
    return { place, spans: place.items.map((i) => {
      const rects = [...rangeIn(place, i.a, i.b).getClientRects()].filter((r) => r.height);
      const first = Math.min(...rects.map((r) => r.top)), last = Math.max(...rects.map((r) => r.bottom));
      return Number.isFinite(first) ? { top: first - top, bottom: last - top } : { top: line, bottom: 2 * line };
    }) };
  });
  for (const { place, spans } of measured) {
    const order = spans.map((_, n) => n).sort((m, n) => spans[m].top - spans[n].top || place.items[m].lane - place.items[n].lane);
    const tops = stack(order.map((n) => spans[n].top + 1), TAG, 2);
    const columns = lanes(spans.map((s) => ({ a: s.top, b: s.bottom }))), width = Math.min(STRIPES, Math.max(0, ...columns.map((c) => c + 1)));
    const stripes = place.items.map((item, n) => {
      if (columns[n] >= STRIPES) return null;
      const stripe = el("i", { class: `dc-stripe${item.suggested ? " dc-maybe" : ""}${desk.focused?.id === item.id ? " dc-lit" : ""}` });
      stripe.style.cssText = `top:${spans[n].top + 2}px;height:${Math.max(8, spans[n].bottom - spans[n].top - 4)}px;left:${columns[n] * 6}px`;
      stripe.style.setProperty("--c", ink(desk, item.code));
      return stripe;
    });
    const tags = order.map((n, k) => tagOf(desk, place, place.items[n], tops[k], width * 6 + 4));
    place.margin.replaceChildren(...stripes.filter((s) => s !== null), ...tags);
    place.margin.style.minHeight = tops.length ? `${tops[tops.length - 1] + TAG}px` : "";
  }
}

/** @param {Desk} desk @param {Place} place @param {Item} item @param {number} top @param {number} left */
function tagOf(desk, place, item, top, left) {
  const look = `dc-tag${item.suggested ? " dc-maybe" : ""}${item.pending ? " dc-pending" : ""}${desk.focused?.id === item.id ? " dc-lit" : ""}`;
  const plain = { type: "button", tabindex: -1, "data-lm-suppress-shortcuts": true }, foreign = item.coder !== desk.store.coder && !item.suggested;
  const name = el("button", { ...plain, class: "dc-name", "aria-label": describe(item), click: () => desk.asks.focus(desk, place, item) },
    el("bdi", {}, leaf(item.code)), foreign && el("span", {}, item.coder), item.memo && icon("memo"));
  /** @param {"accept" | "reject"} verb @param {string} told @param {"yes" | "no"} sign */
  const choice = (verb, told, sign) => {
    const named = { class: `dc-${sign}`, "aria-label": `${told} ${item.code}`, title: `${told} (${sign[0]})` };
    return el("button", { ...plain, ...named, click: () => desk.asks.decide(desk, place, item, verb) }, icon(sign));
  };
  const open = item.suggested && desk.store.state.may_write;
  const decide = open && el("span", { class: "dc-decide" }, choice("accept", "Accept", "yes"), choice("reject", "Reject", "no"));
  const tag = el("div", { class: look, title: describe(item) }, name, decide);
  tag.style.cssText = `top:${top}px;left:${left}px`;
  tag.style.setProperty("--c", ink(desk, item.code));
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
