// Something is carried by the mouse: followed until it is dropped or let go. What is carried, and where to, the widget knows.
//
// Not the browser's own dragging, which ends for good when the line that is carried is drawn anew: by another coder's deed, for one.

/** @import { Shell } from "./shell.js" */
import { el } from "./elements.js";

const FAR = 5; // pixels from which on a press is a drag
const RIM = 36; // pixels at the top and the bottom of a list in which it is scrolled
const STEP = 12;

/** Until the button is released, or Escape is pressed. @param {Shell} shell @param {{move: (e: MouseEvent) => void, end: (dropped: boolean) => void}} what */
export function follow(shell, { move, end }) {
  const gone = new AbortController(), on = { signal: gone.signal, capture: true };
  /** @param {boolean} dropped */
  const stop = (dropped) => {
    if (gone.signal.aborted) return;
    gone.abort();
    shell.root.classList.remove("dc-carrying");
    end(dropped);
  };
  document.addEventListener("mousemove", (e) => (e.buttons & 1 ? move(e) : stop(false)), on);
  document.addEventListener("mouseup", () => stop(true), on);
  window.addEventListener("blur", (e) => e.target === window && stop(false), on); // of the window, not of a field in it
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    e.preventDefault();
    e.stopPropagation();
    stop(false);
  }, on);
}

/**
 * A press on a line, which is carried once the mouse has gone far enough; a press that was a drag is no click.
 * @param {Shell} shell @param {MouseEvent} from
 * @param {{ghost: () => HTMLElement, move: (e: MouseEvent) => void, end: (dropped: boolean) => void}} what
 */
export function carry(shell, from, { ghost, move, end }) {
  /** @type {HTMLElement | null} */
  let shown = null;
  follow(shell, {
    move(e) {
      if (!shown && Math.hypot(e.clientX - from.clientX, e.clientY - from.clientY) < FAR) return;
      shown ??= ghost();
      putGhost(shell, shown, e);
      move(e);
    },
    end(dropped) {
      if (!shown) return;
      shown.remove();
      const quiet = new AbortController();
      shell.root.addEventListener("click", (e) => e.stopPropagation(), { capture: true, signal: quiet.signal });
      setTimeout(() => quiet.abort(), 0);
      end(dropped);
    },
  });
}

/** What is seen at the mouse. @param {Shell} shell @param {...(Node | string)} told */
export function ghostOf(shell, ...told) {
  const ghost = el("div", { class: "dc-ghost", "aria-hidden": "true" }, ...told);
  shell.root.classList.add("dc-carrying");
  shell.root.append(ghost);
  return ghost;
}

/** @param {Shell} shell @param {HTMLElement} ghost @param {MouseEvent} e */
export function putGhost(shell, ghost, e) {
  const frame = shell.root.getBoundingClientRect();
  ghost.style.transform = `translate(${e.clientX - frame.left + 12}px, ${e.clientY - frame.top + 14}px)`;
}

/** What is carried to the edge of a list scrolls it. @param {HTMLElement} list @param {MouseEvent} e */
export function scrollAtRim(list, e) {
  const view = list.getBoundingClientRect();
  if (e.clientX < view.left || e.clientX > view.right) return;
  if (e.clientY < view.top + RIM) list.scrollTop -= STEP;
  else if (e.clientY > view.bottom - RIM) list.scrollTop += STEP;
}
