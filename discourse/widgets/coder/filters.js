// Filters: a field in which one says what should fit, and a chip for each. What fits, the project says; `folding.js` shows it.

/** @import { Desk } from "./state.js" */
/** @import { Filter, Overview } from "./types.js" */
import { el, icon } from "../shared/elements.js";
import { count, leaf } from "../shared/plainly.js";
import { say, toHome } from "../shared/tell.js";
import { arrange } from "./folding.js";
import { ink } from "./items.js";
import { listThreads } from "./threads.js";

const AFTERWARDS = 500; // milliseconds after a deed, until the counts are asked for again
/** @type {Record<string, string>} */
const STATES = { uncoded: "not coded by you", mine: "coded by you", suggested: "with an open suggestion", unread: "neither coded nor read" };
/** @type {Record<string, string>} */
const TITLES = { uncoded: "Uncoded", mine: "Mine", suggested: "Suggested", unread: "Unread" };

/** How far each thread is, and what fits; `anew` where the filters or the thread have changed: only then utterances are folded. @param {Desk} desk @param {boolean} anew */
export function askOverview(desk, anew) {
  clearTimeout(desk.asking);
  desk.sifting = desk.sifting || anew;
  desk.asking = setTimeout(async () => {
    const ask = ++desk.asked, thread = desk.store.state.thread, whose = desk.only ? { coders: [...desk.only] } : {};
    try {
      const answer = /** @type {Overview} */ (await desk.store.ask("overview", desk.filters.length ? { filters: desk.filters, ...whose } : {}));
      if (ask !== desk.asked || thread !== desk.store.state.thread || desk.gone.signal.aborted) return;
      desk.overview = answer;
      if (desk.sifting) sift(desk, answer);
    } catch (error) {
      say(desk, `The threads could not be counted: ${/** @type {Error} */ (error).message}`, true);
    }
    desk.text.classList.remove("dc-sifting");
    listThreads(desk);
  }, anew ? 0 : AFTERWARDS);
}

/** @param {Desk} desk @param {Overview} answer */
function sift(desk, answer) {
  desk.sifting = false;
  desk.opened.clear();
  desk.fits = desk.filters.length ? new Set(answer.here) : null;
  arrange(desk);
  showChips(desk);
  if (!desk.fits) return;
  const threads = Object.keys(answer.fits ?? {}).length, all = desk.store.state.threads.length;
  say(desk, `${desk.fits.size} of ${count(desk.places.length, "utterance")} fit${all > 1 ? `, in ${threads} of ${all} threads` : ""}.`);
}

/** @param {Desk} desk @param {Filter[]} filters */
export function setFilters(desk, filters) {
  desk.filters = filters;
  showChips(desk);
  askOverview(desk, true);
}

/** @param {Desk} desk */
export function showChips(desk) {
  const many = desk.filters.length, field = document.activeElement === desk.sieve;
  desk.strainer.hidden = !many && !field;
  desk.funnel.setAttribute("aria-pressed", String(many > 0));
  desk.chips.replaceChildren(...desk.filters.map((f) => el("button", {
    type: "button", class: "dc-sift-chip", "aria-label": `Remove the filter: ${filterNamed(f)}`, title: `Remove: ${filterNamed(f)}`, "data-lm-suppress-shortcuts": true,
    click: () => { setFilters(desk, desk.filters.filter((g) => g !== f)); toHome(desk); },
  }, signOf(desk, f), el("bdi", {}, f.kind === "code" ? leaf(f.value) : f.kind === "words" ? `“${f.value}”` : f.kind === "state" ? TITLES[f.value] : f.value), icon("no"))));
  desk.fitting.textContent = desk.fits && many ? `${desk.fits.size.toLocaleString()} of ${count(desk.places.length, "utterance")} fit${desk.fits.size === 1 ? "s" : ""} here` : "";
  desk.clear.hidden = many < 2;
}

/** @param {Filter} f */
const filterNamed = ({ kind, value }) => (kind === "state" ? TITLES[value].toLowerCase() : kind === "words" ? `the words “${value}”` : `${kind} ${value}`);

/** @param {Desk} desk @param {Filter} f */
function signOf(desk, { kind, value }) {
  if (kind !== "code") return null;
  const chip = el("i", { class: "dc-chip-colour", "aria-hidden": "true" });
  chip.style.background = ink(desk, value);
  return chip;
}

/** @param {Desk} desk */
export function openSieve(desk) {
  desk.strainer.hidden = false;
  desk.sieve.focus();
  desk.sieve.select();
  offer(desk);
}

/** What may be meant by what was typed; names come a moment later. @param {Desk} desk */
export async function offer(desk) {
  const part = desk.sieve.value.trim(), wanted = part.toLocaleLowerCase(), has = (/** @type {string} */ text) => text.toLocaleLowerCase().includes(wanted);
  /** @param {Filter["kind"]} kind @param {string} value @param {string} told @param {string} [more] */
  const choice = (kind, value, told, more = "") => ({ kind, value, told, more });
  const states = Object.keys(STATES).filter((s) => has(TITLES[s]) && (s === "suggested" || desk.store.coder)).map((s) => choice("state", s, TITLES[s], STATES[s]));
  const codes = wanted ? [...desk.codes.keys()].filter(has).slice(0, 6).map((c) => choice("code", c, c, "code")) : [];
  const words = wanted ? [choice("words", part, `“${part}”`, "in the text")] : [];
  show([]);
  if (!wanted) return;
  try {
    const { names } = await desk.store.ask("names", { part });
    if (desk.sieve.value.trim() === part && document.activeElement === desk.sieve) show(names);
  } catch (error) {
    say(desk, `Names could not be looked up: ${/** @type {Error} */ (error).message}`, true);
  }
  /** @param {string[]} names */
  function show(names) {
    const taken = (/** @type {Filter} */ o) => desk.filters.some((f) => f.kind === o.kind && f.value === o.value);
    desk.offers = [...states, ...codes, ...names.map((name) => choice("participant", name, name, "speaks")), ...words].filter((o) => !taken(o));
    desk.offered = Math.min(desk.offered, Math.max(0, desk.offers.length - 1));
    showOffers(desk);
  }
}

/** @param {Desk} desk */
function showOffers(desk) {
  desk.options.hidden = !desk.offers.length;
  desk.sieve.setAttribute("aria-expanded", String(!!desk.offers.length));
  desk.sieve.setAttribute("aria-activedescendant", desk.offers.length ? `${desk.mark}-o${desk.offered}` : "");
  desk.options.replaceChildren(...desk.offers.map((o, n) => el("div", { role: "option", id: `${desk.mark}-o${n}`, class: "dc-offer", "aria-selected": String(n === desk.offered), "data-n": n },
    signOf(desk, o), el("bdi", {}, o.told), el("small", {}, o.more))));
}

/** @param {Desk} desk @param {number} n */
export function takeOffer(desk, n) {
  const o = desk.offers[n];
  if (!o) return;
  desk.sieve.value = "";
  desk.offered = 0;
  setFilters(desk, [...desk.filters, { kind: o.kind, value: o.value }]);
  offer(desk);
}

/** A key in the field of the filters; true where it is dealt with. @param {Desk} desk @param {KeyboardEvent} e @param {HTMLElement} field */
export function keyInSieve(desk, e, field) {
  if (field !== desk.sieve) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key], many = desk.offers.length;
  if (step && many) {
    desk.offered = (desk.offered + step + many) % many;
    showOffers(desk);
  } else if (e.key === "Enter") {
    if (desk.sieve.value.trim() || desk.offered || !desk.filters.length) takeOffer(desk, desk.offered);
    else toHome(desk);
  } else if (e.key === "Escape") toHome(desk);
  else if (e.key === "Backspace" && !desk.sieve.value && desk.filters.length) {
    setFilters(desk, desk.filters.slice(0, -1));
    offer(desk);
  } else return false;
  e.preventDefault();
  return true;
}

/** The field is left: what it offered goes, and the strip, if nothing is filtered. @param {Desk} desk */
export function closeSieve(desk) {
  desk.sieve.value = "";
  desk.offered = 0;
  desk.offers = [];
  showOffers(desk);
  showChips(desk);
}
