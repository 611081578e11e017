// In vivo: the words themselves become a code, under a name that can be mended first. One deed.

/** @import { Desk } from "./state.js" */
import { el } from "../shared/elements.js";
import { openPopover } from "../shared/popover.js";
import { plainLetters } from "../shared/score.js";
import { mayWrite, say } from "../shared/tell.js";
import { nameOf } from "./cuts.js";
import { giveCodes } from "./give.js";
import { pathOf } from "./palette.js";
import { nearSelection } from "./ranges.js";

/** @param {Desk} desk */
export function askInVivo(desk) {
  if (!mayWrite(desk)) return;
  const span = desk.selection[0];
  if (!span) return say(desk, "Select the words first that should become a code.", true);
  const words = desk.places[span.n].u.text.slice(Math.min(span.anchor, span.focus), Math.max(span.anchor, span.focus));
  const field = el("input", { type: "text", "aria-label": "Name of the new code", autocomplete: "off", spellcheck: "false" });
  const there = el("p", { class: "dc-warn", "aria-live": "polite", hidden: true }), does = el("span", {}, "create and give");
  field.value = nameOf(words);
  const found = () => [...desk.codes.keys()].find((c) => plainLetters(c) === plainLetters(pathOf(field.value)));
  const told = () => {
    const code = found();
    there.hidden = !code;
    there.textContent = code ? `The codebook has “${code}”: it is given.` : "";
    does.textContent = code ? "give" : "create and give";
  };
  /** @param {KeyboardEvent} e */
  const key = (e) => {
    if (e.key !== "Enter") return false;
    const known = found(), name = known ?? pathOf(field.value);
    if (!name) return true;
    popover.close();
    giveCodes(desk, [name], { define: !known });
    return true;
  };
  const popover = openPopover(desk, { label: "A code in the words of the text", look: "dc-vivo", near: () => nearSelection(desk), key },
    el("div", { class: "dc-ask" }, el("label", {}, "In vivo: these words become a code"), field, there),
    el("div", { class: "dc-foot" }, el("span", {}, el("kbd", {}, "↵"), does), el("span", {}, el("kbd", {}, "/"), "below another"), el("span", {}, el("kbd", {}, "Esc"), "leave")));
  field.addEventListener("input", told);
  told();
  field.focus();
  field.select();
}
