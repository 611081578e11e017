// What is looked at is drawn before it is seen; what is near, in the next idle moment; the words of the rest later. It knows no key.

/** @import { Desk } from "./state.js" */
/** @import { Place } from "./place.js" */
/** @import { Section } from "./section.js" */
import { drawMargins, drawText } from "./paint.js";
import { settle } from "./selection.js";

const AHEAD = 1600; // pixels above and below the view that are drawn before they come into it

/** Draw what can be seen now, at once, and see to the rest when there is time. @param {Desk} desk */
export function drawNear(desk) {
  if (!desk.width) return;
  /** @type {Set<Section>} */
  const met = new Set(); // what was once in view stays shown until all stands: else two that push each other out would take turns for ever
  for (;;) { // what was drawn may be flatter than it was guessed: then more can be seen
    const { scrollTop, clientHeight } = desk.text;
    for (const section of between(desk, scrollTop, scrollTop + clientHeight)) met.add(section);
    const seen = [...met], due = seen.filter((s) => !s.isDrawn(desk.width)), fresh = showInView(desk, seen);
    for (const section of due) drawSection(desk, section);
    if (!fresh && !due.length) break;
  }
  settle(desk);
  drawLater(desk);
}

/** What is in view is not left to the browser, which shows it a frame too late; true if there is more of it. @param {Desk} desk @param {Section[]} seen */
function showInView(desk, seen) {
  const now = new Set([...seen, ...seen.flatMap((s) => s.part ?? [])]), before = desk.inView;
  for (const part of now) if (!before.has(part)) part.node.classList.add("dc-seen");
  for (const part of before) if (!now.has(part)) part.node.classList.remove("dc-seen");
  desk.inView = now;
  return [...now].some((part) => !before.has(part));
}

/** All marks and labels are to be drawn anew: what can be seen now, the rest when it is met. @param {Desk} desk */
export function drawAnew(desk) {
  for (const place of desk.places) {
    place.forget();
    place.drawn = false;
  }
  drawNear(desk);
}

/** The utterance at the top of the view, and how far above it the view begins. @param {Desk} desk */
export function firstSeen(desk) {
  const top = desk.text.scrollTop, place = between(desk, top, top)[0]?.places.find((p) => heightAt(desk, p) + p.box.offsetHeight > top);
  return place ? { id: place.u.id, above: heightAt(desk, place) - top } : null;
}

/** How far down in the text an utterance begins. @param {Desk} desk @param {Place} place */
export function heightAt(desk, place) {
  return desk.text.scrollTop + place.box.getBoundingClientRect().top - desk.text.getBoundingClientRect().top;
}

/** @param {Desk} desk @param {Section} section */
function drawSection(desk, section) {
  section.fill();
  for (const place of section.places) if (!place.drawn && !place.veil) drawText(desk, place);
  drawMargins(desk, section.places);
  if (!section.width) desk.size.observe(section.node);
  section.width = desk.width;
  section.node.style.removeProperty("contain-intrinsic-block-size");
}

/** In idle moments: sections near the view are drawn, then those far away are filled with their words. @param {Desk} desk */
function drawLater(desk) {
  if (desk.later) return;
  desk.later = whenIdle((timeLeft) => {
    desk.later = 0;
    if (desk.gone.signal.aborted || !desk.width) return;
    const { scrollTop, clientHeight } = desk.text;
    const near = between(desk, scrollTop - AHEAD, scrollTop + clientHeight + AHEAD).filter((s) => !s.isDrawn(desk.width));
    do {
      const section = near.shift();
      if (section) drawSection(desk, section);
      else if (!fillNext(desk)) return;
    } while (timeLeft() > 6);
    drawLater(desk);
  });
}

/** @param {Desk} desk */
function fillNext(desk) {
  let section = desk.unfilled.pop();
  while (section?.filled) section = desk.unfilled.pop();
  section?.fill();
  return !!section;
}

/** The sections that stand, at least in part, between two heights of the text. @param {Desk} desk @param {number} top @param {number} bottom */
function between(desk, top, bottom) {
  const zero = desk.text.getBoundingClientRect().top - desk.text.scrollTop;
  return among(desk.parts, zero + top, zero + bottom).flatMap((part) => among(part.sections, zero + top, zero + bottom));
}

/** @template {{node: HTMLElement}} T @param {T[]} all from top to bottom @param {number} top @param {number} bottom */
function among(all, top, bottom) {
  let low = 0, high = all.length;
  while (low < high) { // the first that ends below the top
    const middle = (low + high) >> 1;
    if (all[middle].node.getBoundingClientRect().bottom > top) high = middle;
    else low = middle + 1;
  }
  const found = [];
  for (let n = low; n < all.length && all[n].node.getBoundingClientRect().top < bottom; n++) found.push(all[n]);
  return found;
}

/** @param {(timeLeft: () => number) => void} act @returns {number} */
function whenIdle(act) {
  if (typeof requestIdleCallback === "function") return requestIdleCallback((idle) => act(() => idle.timeRemaining()));
  return window.setTimeout(() => act(() => 0), 30); // Safari
}
