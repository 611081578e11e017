// The dock below the text: what is selected, and what can be done with it. It does not do it.

/** @import { Desk } from "./state.js" */
import { act, el } from "../shared/elements.js";
import { current, ink, openSuggestions } from "./items.js";
import { noteOn } from "./memo.js";
import { obey } from "../shared/keyboard.js";
import { hint } from "../shared/keys.js";
import { leaf, showLocal } from "../shared/plainly.js";
import { refuse, toHome } from "../shared/tell.js";
import { shorten } from "../shared/words.js";

/** @param {Desk} desk */
export function showDock(desk) {
  const now = current(desk), span = desk.selection[0];
  /** @param {string} command */
  const key = (command) => hint(desk.bindings, command);
  desk.means.hidden = true;
  /** @param {string} code */
  const chip = (code) => {
    const dot = el("i", { class: "dc-chip-colour", "aria-hidden": "true" });
    dot.style.background = ink(desk, code);
    return dot;
  };
  /** @param {string} text */
  const quote = (text) => el("q", {}, el("bdi", {}, shorten(text, 220)));
  if (now) {
    const { item, place } = now, all = item.suggested ? openSuggestions(desk) : [], code = desk.codes.get(item.code);
    const proposed = item.suggested ? `suggested by ${item.coder}` : item.suggested_by && `suggested by ${item.suggested_by}`;
    const coded = [item.coder, proposed, item.created_at && showLocal(item.created_at), item.pending && "on its way"];
    const about = item.suggested ? [proposed, item.score?.toFixed(2)] : coded;
    const name = el("b", {}, chip(item.code), el("bdi", {}, item.code), item.suggested ? "?" : "");
    desk.dockHead.replaceChildren(name, quote(place.u.text.slice(item.a, item.b)), el("small", {}, about.filter(Boolean).join(" · ")));
    const own = item.coder === desk.store.coder;
    desk.dockActs.replaceChildren(...(!desk.store.state.may_write ? [] : item.suggested
      ? [el("small", {}, `${all.findIndex((s) => s.item.id === item.id) + 1} of ${all.length}`),
        act("All like this …", key("likewise"), "", () => obey(desk, "likewise")),
        act("Change …", key("change"), "", () => obey(desk, "change")),
        act("Accept", key("accept"), "dc-yes", () => desk.asks.decideFocused(desk, "accept")),
        act("Reject", "n", "dc-no", () => desk.asks.decideFocused(desk, "reject"))]
      : own ? [act("Change …", key("change"), "", () => obey(desk, "change")), act("Remove", key("uncode").replace("Delete", "Del"), "", () => { desk.asks.uncode(desk); toHome(desk); })] : []));
    const found = [item.reason && `Found: ${item.reason}`, code?.brief || code?.definition].filter(Boolean).join(" · ");
    desk.means.textContent = item.suggested ? found : item.memo ?? "";
    desk.means.hidden = !desk.means.textContent || (own && !item.suggested);
    noteOn(desk, item.suggested || !own || item.id.includes(":") ? null : { about: "coding", target: item.id, utterance: place.u.id, was: item.memo ?? "" });
  } else if (span) {
    const { u } = desk.places[span.n], more = desk.selection.length > 1 ? `${desk.selection.length} utterances: one coding in each` : "";
    const words = u.text.slice(Math.min(span.anchor, span.focus), Math.max(span.anchor, span.focus));
    const held = desk.inHand && desk.places[desk.inHand.n].items.find((i) => i.id === desk.inHand?.id);
    desk.dockHead.replaceChildren(quote(words), el("small", {}, more || "Press a code’s key, or choose a code."));
    desk.dockActs.replaceChildren(...(held && desk.store.state.may_write ? [act(`Move “${shorten(leaf(held.code), 20)}” here`, key("take"), "", () => { obey(desk, "take"); toHome(desk); })] : []));
    noteOn(desk, null);
  } else {
    const hint = "Drag over a passage, or press → for a word, . for a sentence, Space for all; then a code’s key.";
    desk.dockHead.replaceChildren(el("small", {}, desk.places.length ? hint : ""));
    desk.dockActs.replaceChildren();
    if (desk.noting?.about !== "utterance" || document.activeElement !== desk.note) noteOn(desk, null);
  }
  desk.dock.classList.toggle("dc-quiet", !now && !span && !desk.noting);
  desk.asks.placed(desk);
}

/** @param {Desk} desk @param {string} why @param {string} [verb] */
export function warn(desk, why, verb) {
  refuse(desk, why, verb);
  if (desk.focused && !current(desk)) desk.focused = null;
  showDock(desk);
}
