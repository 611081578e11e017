// A small bar at what the mouse has selected: the last codes, the palette, in vivo, a memo. It covers none of the words, and goes at the next key.

/** @import { Desk } from "./state.js" */
import { el, icon } from "../shared/elements.js";
import { obey } from "../shared/keyboard.js";
import { hint } from "../shared/keys.js";
import { leaf } from "../shared/plainly.js";
import { placeInside } from "../shared/popover.js";
import { setting } from "../shared/settings.js";
import { shorten } from "../shared/words.js";
import { giveCode, recentCodes } from "./give.js";
import { ink } from "./items.js";
import { nearSelection } from "./ranges.js";

/** After a selection by mouse, and at a right-click on one. @param {Desk} desk */
export function listenForBar(desk) {
  const { signal } = desk.gone, hide = () => hideBar(desk);
  for (const type of ["keydown", "wheel"]) desk.root.addEventListener(type, hide, { signal, capture: true, passive: true });
  document.addEventListener("mousedown", (e) => !(e.target instanceof Element && e.target.closest(".dc-quickbar")) && hide(), { signal, capture: true });
  desk.text.addEventListener("scroll", hide, { signal, passive: true });
  desk.text.addEventListener("contextmenu", (e) => {
    if (!desk.selection.length || !desk.store.state.may_write || desk.popover) return;
    e.preventDefault();
    e.stopPropagation();
    const near = nearSelection(desk), byKey = e.button !== 2;
    showBar(desk, byKey ? near : { left: e.clientX, right: e.clientX, top: near.top, bottom: near.bottom });
    if (byKey) desk.root.querySelector(".dc-quickbar")?.querySelector("button")?.focus();
  }, { signal });
}

/** After the mouse has selected words. @param {Desk} desk */
export function offerBar(desk) {
  if (desk.selection.length === 1 && desk.store.state.may_write && setting("bar", "shown") === "shown") showBar(desk, nearSelection(desk));
}

/** @param {Desk} desk @param {import("../shared/popover.js").Near} near */
function showBar(desk, near) {
  hideBar(desk);
  const codes = recentCodes(desk).slice(0, 3).map((code) => {
    const dot = el("i", { class: "dc-chip-colour", "aria-hidden": "true" }), key = desk.codes.get(code)?.key;
    dot.style.background = ink(desk, code);
    return el("button", { type: "button", class: "dc-quick", title: key ? `${code} (${key})` : code, click: () => act(() => giveCode(desk, code, true)) }, dot, el("bdi", {}, shorten(leaf(code), 22)));
  });
  /** @param {() => void} does */
  const act = (does) => { hideBar(desk); does(); };
  /** @param {string} name @param {string} command @param {Node | string} sign */
  const tool = (name, command, sign) => {
    const key = hint(desk.bindings, command);
    return el("button", { type: "button", class: "dc-quick dc-bar-tool", "aria-label": name, title: key ? `${name} (${key})` : name, click: () => act(() => obey(desk, command)) }, sign, el("kbd", {}, key));
  };
  const bar = el("div", { class: "dc-quickbar", role: "toolbar", "aria-label": "Code what is selected" }, ...codes, codes.length ? el("span", { class: "dc-rule" }) : "",
    tool("Find a code", "palette", icon("codes")), tool("In vivo: the words become a code", "vivo", "“ ”"), tool("Memo", "memo", icon("memo")));
  for (const node of bar.querySelectorAll("button")) node.setAttribute("data-lm-suppress-shortcuts", "");
  desk.root.append(bar);
  placeInside(desk, bar, near);
}

/** @param {Desk} desk */
export function hideBar(desk) { desk.root.querySelector(".dc-quickbar")?.remove(); }
