// Whose codings are shown, in which colours, in one margin or side by side; and from one disagreement to the next. It codes nothing.

/** @import { Desk } from "./state.js" */
import { el } from "../shared/elements.js";
import { say, toHome } from "../shared/tell.js";
import { countAll } from "./counts.js";
import { disputes, wholeReaders } from "./disagree.js";
import { coderInk, columnsOf, shows } from "./items.js";
import { drawAnew } from "./near.js";
import { listCodes, showCounts } from "./panel.js";
import { focusOn, restore } from "./selection.js";

/** Everybody who has coded in the open thread, oneself first. @param {Desk} desk @returns {[string, number][]} with how many codings */
export function codersHere(desk) {
  const found = new Map([...(desk.store.coder ? [/** @type {[string, number]} */ ([desk.store.coder, 0])] : []), ...desk.counts.coders]);
  const own = desk.store.coder;
  return [...found].sort(([x], [y]) => Number(y === own) - Number(x === own) || (x < y ? -1 : 1));
}

/** The button of the bar, and the order of coders, on which their colours and columns rest. @param {Desk} desk */
export function showCoders(desk) {
  const all = codersHere(desk), shown = all.filter(([name]) => shows(desk, name)), before = desk.everyone.join("\n");
  desk.everyone = all.map(([name]) => name);
  desk.theirs.hidden = all.length < 2;
  desk.theirs.setAttribute("aria-label", `Coders: ${shown.length} of ${all.length} shown`);
  desk.theirs.replaceChildren(...all.slice(0, 5).map(([name]) => dot(desk, name, shows(desk, name))), el("span", {}, "Coders"), el("small", {}, `${shown.length}/${all.length}`));
  if (desk.beside && before !== desk.everyone.join("\n")) showAnew(desk);
  headColumns(desk);
}

/** @param {Desk} desk @param {string} name @param {boolean} [full] */
export function dot(desk, name, full = true) {
  const node = el("i", { class: `dc-dot${full ? "" : " dc-hollow"}`, "aria-hidden": "true" });
  node.style.setProperty("--c", coderInk(desk, name));
  return node;
}

/** The names above the columns of the margin. @param {Desk} desk */
export function headColumns(desk) {
  const columns = columnsOf(desk), many = columns.length;
  desk.root.classList.toggle("dc-beside", desk.beside && many > 0);
  desk.root.style.setProperty("--many", String(many));
  desk.root.style.setProperty("--beside", `${Math.round(Math.min(many * 128, desk.width * 0.56))}px`);
  desk.columns.hidden = !desk.beside;
  desk.columns.style.paddingRight = `${10 + desk.text.offsetWidth - desk.text.clientWidth}px`;
  const named = `${columns.join("\n")}\n${desk.everyone.join("\n")}`;
  if (desk.columns.dataset.named === named) return;
  desk.columns.dataset.named = named;
  desk.columns.replaceChildren(...columns.map((name) => el("span", {}, dot(desk, name), el("bdi", {}, name))));
}

/** Draw everything again as is asked for now. @param {Desk} desk */
export function showAnew(desk) {
  headColumns(desk);
  countAll(desk);
  drawAnew(desk);
  restore(desk);
  listCodes(desk);
  showCounts(desk);
}

/** @param {Desk} desk @param {boolean} open */
export function openMenu(desk, open) {
  desk.theirs.setAttribute("aria-expanded", String(open));
  desk.menu.hidden = !open;
  if (!open) return toHome(desk);
  if (codersHere(desk).length < 2) say(desk, "Nobody else has coded here, or may be seen.", true);
  fillMenu(desk);
  /** @type {HTMLElement | null} */ (desk.menu.querySelector("[role^=menuitem]"))?.focus();
}

/** @param {Desk} desk */
function fillMenu(desk) {
  const all = codersHere(desk), at = [...desk.menu.querySelectorAll("[role^=menuitem]")].indexOf(/** @type {Element} */ (document.activeElement));
  /** @param {string} role @param {boolean} on @param {() => void} does @param {...(Node | string)} inside */
  const item = (role, on, does, ...inside) => el("button", {
    type: "button", role, class: "dc-item", tabindex: -1, "aria-checked": role === "menuitem" ? undefined : String(on), "data-lm-suppress-shortcuts": true,
    click: () => { does(); showAnew(desk); showCoders(desk); fillMenu(desk); },
  }, ...inside);
  /** @param {Set<string> | null} only */
  const choose = (only) => () => (desk.only = only);
  const own = desk.store.coder, names = all.map(([name]) => name);
  /** @param {string} name */
  const toggle = (name) => () => {
    const shown = new Set(names.filter((n) => shows(desk, n)));
    if (!shown.delete(name)) shown.add(name);
    desk.only = shown;
  };
  desk.menu.replaceChildren(
    el("div", { role: "group", "aria-label": "Whose codings are shown" }, ...all.map(([name, n]) => item("menuitemcheckbox", shows(desk, name), toggle(name),
      dot(desk, name), el("bdi", {}, name), el("small", {}, `${name === own ? "you · " : ""}${n}`)))),
    el("div", { role: "group", "aria-label": "All or one" }, item("menuitem", false, choose(null), "Everyone"), ...(own ? [item("menuitem", false, choose(new Set([own])), "Only you")] : [])),
    el("div", { role: "group", "aria-label": "Colours" }, item("menuitemradio", !desk.byCoder, () => (desk.byCoder = false), "Colours by code"), item("menuitemradio", desk.byCoder, () => (desk.byCoder = true), "Colours by coder")),
    el("div", { role: "group", "aria-label": "Margin" }, item("menuitemcheckbox", desk.beside, () => (desk.beside = !desk.beside), "Side by side")));
  if (at >= 0) /** @type {HTMLElement | undefined} */ ([...desk.menu.querySelectorAll("[role^=menuitem]")][at])?.focus();
}

/** A key in the menu; true where it is dealt with. @param {Desk} desk @param {KeyboardEvent} e @param {HTMLElement} target */
export function stepInMenu(desk, e, target) {
  if (!desk.menu.contains(target)) return false;
  const items = /** @type {HTMLElement[]} */ ([...desk.menu.querySelectorAll("[role^=menuitem]")]), n = items.indexOf(target), many = items.length;
  const to = { ArrowDown: (n + 1) % many, ArrowUp: (n + many - 1) % many, Home: 0, End: many - 1 }[e.key];
  e.preventDefault();
  if (to !== undefined) items[to].focus();
  else if (e.key === "Escape" || e.key === "w") openMenu(desk, false);
  return true;
}

/** @param {Desk} desk */
export function showEveryone(desk) {
  desk.only = null;
  showAnew(desk);
  showCoders(desk);
}

/** From one disagreement to the next, in the order of reading; see `disputes` for what counts. @param {Desk} desk @param {1 | -1} step */
export function stepDispute(desk, step) {
  const shown = desk.everyone.filter((name) => shows(desk, name));
  if (shown.length < 2 && desk.everyone.length > 1) showEveryone(desk);
  const coders = desk.everyone.filter((name) => shows(desk, name)), whole = wholeHere(desk);
  const all = desk.places.filter((p) => !p.veil).flatMap((place) => {
    const odd = disputes({ ...desk.store.rows(place.u.id), readings: desk.store.state.rows[place.u.id]?.readings }, coders, whole);
    return place.items.filter((i) => odd.has(i.id)).map((item) => ({ place, item, without: odd.get(item.id) ?? [] }));
  });
  if (!all.length) return say(desk, coders.length < 2 ? "Nobody else has coded here, or may be seen." : "Those who are shown agree on all that they have both read.", true);
  const now = all.findIndex((d) => d.item.id === desk.focused?.id);
  const ahead = all.findIndex((d) => d.place.n > desk.here || (d.place.n === desk.here && d.item.a >= (desk.selection[0]?.anchor ?? 0)));
  const to = now >= 0 ? now + step : step > 0 ? Math.max(0, ahead) : (ahead < 0 ? all.length : ahead) - 1;
  const at = (to + all.length) % all.length, { place, item, without } = all[at];
  focusOn(desk, place, item);
  say(desk, `Disagreement ${at + 1} of ${all.length}: ${item.coder} has ${item.code} here, ${without.join(" and ")} ${without.length > 1 ? "have" : "has"} not.`, true);
}

/** @param {Desk} desk */
export function wholeHere(desk) { return wholeReaders(desk.store.state.assigned ?? [], Object.values(desk.store.state.rows)); }
