// Several codes made one: which, into which, and what will happen, before it is done.

/** @import { Code } from "./types.js" */
/** @import { State } from "./state.js" */
import { act, button, el } from "../shared/elements.js";
import { count, safeColour } from "../shared/plainly.js";
import { mergeTold } from "./branches.js";
import { inked } from "./state.js";

/** The page on which a merge is decided. @param {State} book */
export function mergingOf(book) {
  const chosen = book.codes.filter((c) => book.ticked.has(c.id) && !c.retired), living = book.codes.filter((c) => !c.retired);
  const n = (/** @type {Code} */ c) => book.tally.get(c.code)?.all ?? 0, able = chosen.filter((c) => !mergeTold(living, book.store.state.counts, chosen, c).refused);
  const most = (able.length ? able : chosen).toSorted((x, y) => n(y) - n(x))[0];
  const several = chosen.length > 1, targets = several ? [...chosen, ...living.filter((c) => !chosen.includes(c))] : living.filter((c) => !chosen.includes(c));
  const into = el("select", { "aria-label": "Into which code", "data-lm-suppress-shortcuts": true }, several ? "" : el("option", { value: "" }, "Choose a code …"), ...targets.map((c) => el("option", { value: c.id, selected: several && c === most }, c.code)));
  const told = el("ul", { class: "dc-told", role: "status" }), done = act("Merge", "", "dc-yes", () => mergeNow());
  const show = () => {
    const { told: lines, refused } = mergeTold(living, book.store.state.counts, chosen, book.code(into.value));
    done.disabled = !lines.length;
    told.replaceChildren(...(refused ? [el("li", { class: "dc-amber" }, `This cannot be done yet: ${refused}`)] : lines.map((line) => el("li", {}, line))));
  };
  const mergeNow = () => {
    const target = book.code(into.value);
    if (target && book.asks.send(book, "merge_codes", { codes: chosen.filter((c) => c !== target).map((c) => c.code), into: target.code })) {
      book.ticked.clear();
      book.merging = false;
      book.asks.choose(book, target.id);
    }
  };
  into.addEventListener("change", show);
  show();
  const rows = chosen.map((c) => {
    const chip = el("i", { class: "dc-chip-colour", "aria-hidden": "true" });
    chip.style.background = inked(safeColour(c.colour));
    return el("li", {}, chip, el("bdi", {}, c.code), el("small", {}, count(n(c), "coding")), several ? button(`Leave ${c.code} out`, "no", "", () => book.asks.tick(book, c.id)) : "");
  });
  return el("section", { class: "dc-merging", "aria-label": "Merge codes" }, el("h2", {}, several ? `Merge ${chosen.length} codes` : "Merge into another code"), el("ul", { class: "dc-chosen" }, ...rows),
    el("label", {}, el("span", {}, "into"), into), told, el("div", { class: "dc-acts" }, done, act("Leave as they are", "Esc", "", () => book.asks.leave(book))));
}
