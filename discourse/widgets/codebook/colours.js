// Colours: chosen for one code, checked for all, as people with and without colour blindness see them. The project measures them.

/** @import { Check, Code, Trial } from "./types.js" */
/** @import { State } from "./state.js" */
import { act, el } from "../shared/elements.js";
import { count, leaf, safeColour } from "../shared/plainly.js";
import { refuse } from "../shared/tell.js";
import { listed } from "./branches.js";
import { inked } from "./state.js";

/** @type {Record<string, string>} */
const WHO = { normal: "full colour vision", protanopia: "protanopia", deuteranopia: "deuteranopia", tritanopia: "tritanopia" };
/** @type {Record<string, string>} */
const SIGHT = { normal: "Full colour vision", protanopia: "Red-blind (protanopia)", deuteranopia: "Green-blind (deuteranopia)", tritanopia: "Blue-blind (tritanopia)" };
/** @type {Record<string, string>} */
const PAPER = { light: "white paper", dark: "dark paper" };

/** The choice of a colour for one code. @param {State} book @param {Code} code */
export function pickerOf(book, code) {
  const told = el("div", { class: "dc-trial", role: "status" }), hex = el("input", { type: "text", value: code.colour, maxlength: 7, spellcheck: "false", "aria-label": "Colour as #rrggbb", "data-lm-suppress-shortcuts": true });
  const wheel = el("input", { type: "color", value: full(safeColour(code.colour)), "aria-label": "Any colour", title: "Any colour", "data-lm-suppress-shortcuts": true });
  /** @param {string} colour */
  const tried = (colour) => tryColour(book, code, colour, told);
  /** @param {string} colour */
  const take = (colour) => {
    if (colour.toLowerCase() !== code.colour.toLowerCase()) book.asks.send(book, "define", { code: code.code, fields: { colour } });
  };
  const rows = book.store.state.palettes.map(({ name, source, colours }) => el("div", { class: "dc-palette", role: "group", "aria-label": `${name}: ${source}` }, el("span", { title: source }, name), ...colours.map((colour) => swatch(book, code, colour, take, tried))));
  hex.addEventListener("input", () => tried(hex.value.trim()));
  hex.addEventListener("change", () => take(hex.value.trim()));
  wheel.addEventListener("input", () => { hex.value = wheel.value; tried(wheel.value); });
  wheel.addEventListener("change", () => take(wheel.value));
  tried(code.colour);
  return el("section", { class: "dc-picker", "aria-label": `Colour of ${code.code}` }, el("div", {}, ...rows, el("div", { class: "dc-palette" }, el("span", {}, "Your own"), wheel, hex)), told);
}

/** @param {State} book @param {Code} code @param {string} colour @param {(colour: string) => void} take @param {(colour: string) => void} tried */
function swatch(book, code, colour, take, tried) {
  const holder = book.codes.find((c) => c.colour.toLowerCase() === colour.toLowerCase() && !c.retired && c !== code), now = code.colour.toLowerCase() === colour.toLowerCase();
  const told = `${colour}${holder ? `, now that of ${holder.code}` : ""}${now ? ", chosen" : ""}`;
  const node = el("button", {
    type: "button", class: `dc-swatch${holder ? " dc-taken" : ""}`, "aria-label": told, title: told, "aria-pressed": String(now), "data-lm-suppress-shortcuts": true,
    click: () => take(colour), focus: () => tried(colour), pointerenter: () => tried(colour), pointerleave: () => tried(code.colour),
  });
  node.style.background = colour;
  return node;
}

/** Which codes a colour would be too like, and to whom. @param {State} book @param {Code} code @param {string} colour @param {HTMLElement} told */
async function tryColour(book, code, colour, told) {
  told.dataset.asked = colour;
  try {
    /** @type {Trial} */
    const trial = await book.store.ask("try_colour", { code: code.code, colour });
    if (told.dataset.asked === colour) told.replaceChildren(...trialTold(trial));
  } catch (error) {
    if (told.dataset.asked === colour) told.replaceChildren(el("p", {}, /** @type {Error} */ (error).message));
  }
}

/** @param {Trial} trial */
function trialTold(trial) {
  const sights = el("div", { class: "dc-sights" }, ...Object.entries(trial.seen).map(([vision, colour]) => el("span", {}, dot(colour), SIGHT[vision])));
  /** @type {Map<string, {to: string[], distance: number}>} */
  const near = new Map();
  for (const { other, vision, distance } of trial.near) {
    const row = near.get(other) ?? { to: [], distance };
    row.to.push(WHO[vision]);
    near.set(other, row);
  }
  const first = [...near].slice(0, 4).map(([other, { to, distance }]) => el("li", {}, "looks like ", el("b", {}, el("bdi", {}, leaf(other))), ` with ${listed(to)} (${distance})`));
  const faint = Object.entries(trial.contrast).filter(([, n]) => n < trial.least).map(([paper, n]) => el("li", {}, `faint on ${PAPER[paper] ?? paper}: contrast ${n}, ${trial.least} would do`));
  const more = near.size > 4 ? [el("li", {}, `and like ${near.size - 4} more codes`)] : [];
  return [sights, first.length || faint.length ? el("ul", {}, ...first, ...more, ...faint) : el("p", { class: "dc-fine" }, "Told apart from all other codes by everyone, on white and on dark paper.")];
}

/** All colours of the codebook, checked. @param {State} book @param {HTMLElement} page */
export async function showCheck(book, page) {
  try {
    /** @type {Check} */
    const check = await book.store.ask("check_colours");
    if (book.checking) page.replaceChildren(...checkTold(book, check));
  } catch (error) {
    refuse(book, /** @type {Error} */ (error).message);
  }
}

/** @param {State} book @param {Check} check */
function checkTold(book, check) {
  const worst = Object.entries(check.nearest).map(([vision, n]) => el("span", {}, `${SIGHT[vision]}: nearest pair `, el("b", {}, String(n))));
  const lead = check.pairs ? `${count(check.pairs, "pair")} of ${check.of.toLocaleString()} look alike to somebody.` : "All pairs can be told apart by everyone.";
  const living = book.codes.filter((c) => !c.retired), open = (/** @type {string} */ path) => {
    const code = living.find((c) => c.code === path), to = () => code && book.asks.choose(book, code.id);
    return el("button", { type: "button", class: "dc-link", click: to }, dot(check.seen.normal[path] ?? "#6b7280"), el("bdi", {}, path));
  };
  const pairs = check.alike.map((p) => el("tr", {}, el("td", {}, open(p.code)), el("td", {}, open(p.other)), el("td", {}, WHO[p.vision]), el("td", {}, dot(check.seen[p.vision][p.code]), dot(check.seen[p.vision][p.other])), el("td", { class: "dc-number" }, p.distance.toFixed(1))));
  const head = (/** @type {string[]} */ ...names) => el("thead", {}, el("tr", {}, ...names.map((n) => el("th", { scope: "col" }, n))));
  const sights = living.map((c) => el("tr", {}, el("td", {}, open(c.code)), ...check.visions.map((v) => el("td", {}, dot(check.seen[v][c.code] ?? "#6b7280")))));
  const give = act("Give all codes distinct colours", "", "", () => book.asks.send(book, "define", { distinct_colours: true }));
  return [
    el("header", { class: "dc-page-head" }, el("h2", {}, "Colours"), el("p", {}, lead, " ", el("span", { class: "dc-soft" }, "Colour alone never tells many codes apart: names and lanes do. Still, further apart is kinder.")),
      el("div", { class: "dc-worst" }, ...worst), book.writes && living.length > 1 ? el("div", { class: "dc-acts" }, give) : ""),
    check.unreadable.length ? el("p", { class: "dc-amber" }, `Not written as #rrggbb, and drawn in grey: ${listed(check.unreadable)}.`) : "",
    check.faint.length ? el("p", { class: "dc-soft" }, `Below a contrast of ${check.least}: ${listed(check.faint.map((f) => `${leaf(f.code)} on ${PAPER[f.paper] ?? f.paper} (${f.contrast})`))}.`) : "",
    pairs.length ? el("table", { class: "dc-table" }, el("caption", {}, `Pairs nearer than ${check.below}`), head("Code", "and", "look alike to", "like this", "distance"), el("tbody", {}, ...pairs)) : "",
    el("table", { class: "dc-table dc-seen" }, el("caption", {}, "As each is seen"), head("Code", ...check.visions.map((v) => SIGHT[v])), el("tbody", {}, ...sights)),
    el("p", { class: "dc-soft dc-cite" }, "Distance: CIEDE2000 (Sharma, Wu and Dalal 2005); 1 is just noticeable, 100 is black against white. Simulation: Machado, Oliveira and Fernandes (2009), full severity. In Python: dc.measure_colours(study.codebook)."),
  ].filter((x) => x !== "");
}

/** @param {string} colour */
function dot(colour) {
  const node = el("i", { class: "dc-dot", "aria-hidden": "true" });
  node.style.background = safeColour(colour);
  return node;
}

/** @param {string} colour */
const full = (colour) => (colour.length === 4 ? `#${[...colour.slice(1)].map((x) => x + x).join("")}` : colour.toLowerCase());

/** The colour of a code as a button that opens the choice. @param {State} book @param {Code} code */
export function colourButton(book, code) {
  const node = el("button", { type: "button", class: "dc-colour", "aria-label": `Colour ${code.colour}; choose another`, title: "Colour", "aria-expanded": String(book.picking), "data-lm-suppress-shortcuts": true, disabled: !book.writes || !!code.retired });
  node.style.background = inked(safeColour(code.colour));
  node.addEventListener("click", () => { book.picking = !book.picking; book.asks.page(book); });
  return node;
}
