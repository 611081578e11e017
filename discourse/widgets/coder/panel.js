// The codebook beside the text, and the counts. It gives no code itself.

/** @import { Desk } from "./state.js" */
import { el } from "../shared/elements.js";
import { ink } from "./items.js";
import { count, leaf } from "../shared/plainly.js";
import { toHome } from "../shared/tell.js";

/** @param {Desk} desk */
export function listCodes(desk) {
  const wanted = desk.filter.value.trim().toLocaleLowerCase(), all = [...desk.codes.values()];
  desk.hits = wanted ? all.filter((c) => c.code.toLocaleLowerCase().includes(wanted) || c.brief.toLocaleLowerCase().includes(wanted)) : all;
  desk.hits.sort((x, y) => Number(leaf(y.code).toLocaleLowerCase().startsWith(wanted)) - Number(leaf(x.code).toLocaleLowerCase().startsWith(wanted)) || 0);
  desk.list.replaceChildren(...desk.hits.map((c, n) => {
    const chip = el("i", { class: "dc-chip-colour", "aria-hidden": "true" }), depth = wanted ? 0 : c.code.split("/").length - 1;
    chip.style.background = ink(desk, c.code);
    const above = wanted && c.code.includes("/") ? c.code.slice(0, c.code.lastIndexOf("/") + 1) : "";
    const sum = desk.counts.codes.get(c.code) ?? 0, told = `${c.code}${c.key ? `, key ${c.key}` : ""}, ${count(sum, "coding")}`;
    const row = el("button", {
      type: "button", class: `dc-code${wanted && n === 0 ? " dc-first" : ""}`, tabindex: n ? -1 : 0, "data-lm-suppress-shortcuts": true, "data-code": c.code,
      title: [c.code, c.brief || c.definition].filter(Boolean).join("\n"), "aria-label": told, click: () => desk.asks.give(desk, c.code, true),
    }, el("kbd", { class: c.key ? "" : "dc-none" }, c.key), chip, el("span", { class: "dc-label" }, above && el("small", {}, above), leaf(c.code)),
      el("span", { class: "dc-count" }, sum ? String(sum) : ""));
    row.style.setProperty("--depth", String(depth));
    return el("li", {}, row);
  }));
  /** @param {...(Node | string)} told */
  const instead = (...told) => desk.list.replaceChildren(el("li", { class: "dc-nothing" }, ...told));
  if (!desk.codes.size) instead("No codes yet. In a cell: ", el("code", {}, 'study.define("ownership")'));
  else if (!desk.hits.length) instead("No code of that name.");
}

/** @param {Desk} desk */
export function showCounts(desk) {
  if (desk.counting) return; // counts may come a moment later: the mark that was just made comes first
  desk.counting = setTimeout(() => {
    desk.counting = undefined;
    const { codes, coded, read, open } = desk.counts;
    for (const row of desk.list.querySelectorAll("button")) {
      const told = String(codes.get(row.dataset.code ?? "") || ""), shown = row.querySelector(".dc-count");
      if (shown && shown.textContent !== told) shown.textContent = told;
    }
    const all = desk.places.length, share = (/** @type {number} */ n) => `${all ? (100 * n) / all : 0}%`;
    desk.progress.textContent = all ? `${coded} of ${all} coded${read ? ` · ${read} read` : ""}` : "";
    desk.howFar.style.width = share(coded);
    desk.howRead.style.width = share(read);
    desk.waiting.textContent = open ? count(open, "suggestion") : "";
    desk.walk.hidden = !open;
    desk.asks.counted(desk);
    desk.root.classList.toggle("dc-reading", !desk.store.state.may_write);
  }, 60);
}

/** A key in the list of codes; true where it is dealt with. @param {Desk} desk @param {KeyboardEvent} e @param {HTMLElement} target */
export function stepInList(desk, e, target) {
  if (!target.closest(".dc-list")) return false;
  const rows = [...desk.list.querySelectorAll("button")], n = rows.indexOf(/** @type {HTMLButtonElement} */ (target));
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step) {
    e.preventDefault();
    (rows[n + step] ?? (step < 0 ? desk.filter : target)).focus();
  } else if (e.key === "Escape") {
    endFind(desk);
    toHome(desk);
  }
  return true;
}

/** @param {Desk} desk */
export function foldPanel(desk) {
  desk.root.classList.toggle("dc-open");
  desk.toggle.setAttribute("aria-expanded", String(desk.root.classList.contains("dc-open")));
  if (desk.root.classList.contains("dc-open")) desk.filter.focus();
  else toHome(desk);
}

/** @param {Desk} desk */
export function endFind(desk) {
  desk.filter.value = "";
  listCodes(desk);
  desk.root.classList.remove("dc-open");
  desk.toggle.setAttribute("aria-expanded", "false");
}
