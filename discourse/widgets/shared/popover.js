// A box above the widget: placed inside it, never cut off at its edge; keys stay within, Escape closes, the focus goes back. It knows no content.

/** @import { Shell } from "./shell.js" */
import { el } from "./elements.js";
import { commandOf, keyEvent } from "./keys.js";
import { toHome } from "./tell.js";

const EDGE = 8; // pixels between a box and the edge of the widget

/** @typedef {{left: number, right: number, top: number, bottom: number}} Near where a box should stand close by */
/** @typedef {{box: HTMLElement, near: () => Near, close(refocus?: boolean): void, place(): void}} Popover */

/**
 * @param {Shell} shell @param {{label: string, look: string, near: () => Near, key?: (e: KeyboardEvent) => boolean, closed?: () => void}} given
 *   `key` is asked first, and says whether it has dealt with a key
 * @param {...(Node | string | null | false)} inside @returns {Popover}
 */
export function openPopover(shell, { label, look, near, key = () => false, closed = () => {} }, ...inside) {
  shell.popover?.close(false);
  const gone = new AbortController(), on = { signal: gone.signal };
  const box = el("div", { class: `dc-popover ${look}`, role: "dialog", "aria-label": label }, ...inside);
  const sight = new ResizeObserver(() => placeInside(shell, box, near()));
  /** @type {Popover} */
  const popover = {
    box, near, place: () => placeInside(shell, box, near()),
    close(refocus = true) {
      if (shell.popover !== popover) return;
      shell.popover = null;
      gone.abort();
      sight.disconnect();
      box.remove();
      closed();
      if (refocus) toHome(shell);
    },
  };
  box.addEventListener("keydown", (e) => keyIn(shell, popover, key, e), on);
  box.addEventListener("mousedown", (e) => {
    e.stopPropagation();
    if (!/** @type {HTMLElement} */ (e.target).closest("input, textarea, .dc-selectable")) e.preventDefault(); // the field keeps the focus
  }, on);
  document.addEventListener("mousedown", (e) => !box.contains(/** @type {Node} */ (e.target)) && popover.close(false), { capture: true, ...on });
  shell.popover = popover;
  shell.root.append(box);
  for (const node of box.querySelectorAll("button, input, textarea")) node.setAttribute("data-lm-suppress-shortcuts", "");
  popover.place();
  sight.observe(box);
  sight.observe(shell.root);
  return popover;
}

/** @param {Shell} shell @param {Popover} popover @param {(e: KeyboardEvent) => boolean} key @param {KeyboardEvent} e */
function keyIn(shell, popover, key, e) {
  if (commandOf(keyEvent(e), shell.bindings) === "pass" && (e.ctrlKey || e.metaKey)) return;
  e.stopPropagation();
  if (e.isComposing) return;
  if (key(e)) return e.preventDefault();
  if (e.key === "Escape") {
    e.preventDefault();
    popover.close();
  } else if (e.key === "Tab") {
    const stops = /** @type {HTMLElement[]} */ ([...popover.box.querySelectorAll("input, textarea, button:not([tabindex='-1'])")].filter((n) => /** @type {HTMLElement} */ (n).offsetParent));
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)), next = stops.at((at + (e.shiftKey ? -1 : 1)) % stops.length);
    e.preventDefault();
    next?.focus();
  }
}

/** Below what it is about where there is room, else above; inside the widget in any case. @param {Shell} shell @param {HTMLElement} box @param {Near} near */
export function placeInside(shell, box, near) {
  const frame = shell.root.getBoundingClientRect(), { offsetWidth: w, offsetHeight: h } = box;
  const below = near.bottom + 6 - frame.top, above = near.top - 6 - h - frame.top, most = frame.height - h - EDGE;
  const top = below <= most ? below : above >= EDGE ? above : Math.max(EDGE, most);
  box.style.left = `${Math.max(EDGE, Math.min(near.left - frame.left, frame.width - w - EDGE))}px`;
  box.style.top = `${top}px`;
}
