// The dock below the passages: what is chosen, and what can be done with it. It does not do it.

/** @import { PassageBrowser } from "./browser.js" */
import { act, el } from "../shared/elements.js";
import { showLocal } from "../shared/plainly.js";
import { shorten } from "../shared/words.js";
import { decide, goTo, recode, uncode } from "./deeds.js";
import { sorted, toldTogether } from "./kinds.js";

/** @param {PassageBrowser} browser */
export function showDock(browser) {
  const list = browser.passages, p = list.passage, several = list.ticked.size, coder = browser.store.coder, writes = browser.store.state.may_write;
  const kinds = sorted(list.picked, coder), undecided = kinds.open.length + kinds.found.length;
  const copy = act("Copy", "Ctrl C", "", () => list.copy());
  if (several) {
    browser.what.replaceChildren(el("b", {}, `${several} ticked`), el("small", {}, toldTogether(list.picked, coder)));
  } else if (p) {
    const by = p.kind === "coding" ? [p.coder === coder ? "yours" : p.coder, p.suggested_by && `suggested by ${p.suggested_by}`, p.created_at && showLocal(p.created_at)] : [p.reason ?? `by ${p.coder}`];
    const quote = el("q", {}, el("bdi", {}, shorten(p.quote, 160)));
    browser.what.replaceChildren(el("b", {}, list.chip(p.code), el("bdi", {}, p.code)), quote, el("small", { title: p.reason }, by.filter(Boolean).join(" · ")));
  } else {
    const group = list.at && list.groups.find((g) => g.key === list.at?.group);
    browser.what.replaceChildren(el("small", {}, group ? `${group.label}: copy takes all ${group.n.toLocaleString()} with their sources.` : list.total ? "↓ goes to a passage, Enter shows it in place, Space ticks several." : ""));
    if (group) return void (browser.acts.replaceChildren(copy), browser.note.show(null), browser.dock.classList.add("dc-quiet"));
  }
  browser.dock.classList.toggle("dc-quiet", !several && !p);
  browser.acts.replaceChildren(...(!p && !several ? [] : [
    writes && undecided && act("Accept", "y", "dc-yes", () => decide(browser, "accept")),
    writes && kinds.open.length && act("Reject", "n", "dc-no", () => decide(browser, "reject")),
    writes && (kinds.own.length || kinds.found.length) && act("Recode", "c", "", () => recode(browser)),
    writes && kinds.own.length && act("Remove", "Del", "", () => uncode(browser)),
    copy,
    !several && act("Go to", "g", "", () => goTo(browser)),
    several && act("Untick", "Esc", "", () => { list.untick(); browser.home.focus(); }),
  ].filter((x) => x instanceof Node)));
  const mine = !several && p?.kind === "coding" && p.coder === coder && writes;
  browser.note.show(mine ? { about: "coding", target: p.id, was: p.memo ?? "" } : null);
}

