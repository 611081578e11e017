// All suggestions like the one in focus, shown before they are decided on: one deed, and one step to undo. It chooses none by itself.

/** @import { Desk } from "./state.js" */
import { act, el } from "../shared/elements.js";
import { count } from "../shared/plainly.js";
import { openPopover } from "../shared/popover.js";
import { mayWrite, say, toHome } from "../shared/tell.js";
import { shorten } from "../shared/words.js";
import { current, ink } from "./items.js";
import { nearSelection } from "./ranges.js";

const SHOWN = 200; // passages that are listed

/** @typedef {{id: string, utterance: string, thread: string, title: string, participant?: string, quote: string, reason?: string}} Alike */

/** Those that a person means by "like this". @param {Alike[]} all @param {{thread: string | undefined, everywhere: boolean, reason: string | undefined, anyReason: boolean}} scope */
export function likeThis(all, { thread, everywhere, reason, anyReason }) {
  return all.filter((s) => (everywhere || s.thread === thread) && (anyReason || s.reason === reason));
}

/** @param {Desk} desk */
export async function askLikewise(desk) {
  if (!mayWrite(desk)) return;
  const now = current(desk);
  if (!now?.item.suggested) return say(desk, "No suggestion is in focus: ] goes to the next.", true);
  const { item } = now, { thread } = desk.store.state;
  say(desk, "Looking for suggestions like this one …");
  let all = /** @type {Alike[]} */ ([]);
  try {
    all = (await desk.store.ask("likewise", { id: item.id })).alike;
  } catch (error) {
    return say(desk, error instanceof Error ? error.message : String(error), true);
  }
  let everywhere = false, anyReason = !item.reason;
  const list = el("ul", { class: "dc-alike dc-selectable", tabindex: 0, "aria-label": "The passages" }), head = el("div", { class: "dc-head" });
  const scopes = el("div", { class: "dc-scopes" }), acts = el("div", { class: "dc-foot dc-ends" });
  const chosen = () => likeThis(all, { thread, everywhere, reason: item.reason, anyReason });
  /** @param {"accept" | "reject"} verb */
  const decide = (verb) => {
    const some = chosen();
    popover?.close();
    toHome(desk);
    desk.focused = null;
    desk.store.send(verb, { ids: some.map((s) => s.id), utterances: [...new Set(some.filter((s) => s.thread === thread).map((s) => s.utterance))] });
    say(desk, `${verb === "accept" ? "Accepted" : "Rejected"} ${count(some.length, "suggestion")} of ${item.code}; one undo takes them all back.`, true);
  };
  /** @param {string} name @param {number} n @param {boolean} on @param {() => void} does */
  const choice = (name, n, on, does) => el("button", { type: "button", class: "dc-toggle", "aria-pressed": String(on), "data-lm-suppress-shortcuts": true, click: () => { does(); draw(); } }, name, el("span", { class: "dc-count" }, n.toLocaleString()));
  /** @param {boolean} everywhere @param {boolean} anyReason */
  const tally = (everywhere, anyReason) => likeThis(all, { thread, everywhere, reason: item.reason, anyReason }).length;
  const draw = () => {
    const some = chosen(), threads = new Set(some.map((s) => s.thread)).size, dot = el("i", { class: "dc-chip-colour", "aria-hidden": "true" });
    dot.style.background = ink(desk, item.code);
    head.replaceChildren(el("h2", {}, `${count(some.length, "suggestion")} of `, dot, el("bdi", {}, item.code)),
      el("p", {}, `by ${item.coder}${threads > 1 ? ` in ${count(threads, "thread")}` : ""}${anyReason ? "" : ` · found: ${item.reason}`}`));
    scopes.replaceChildren(el("span", { class: "dc-pair" }, choice("This thread", tally(false, anyReason), !everywhere, () => (everywhere = false)), choice("All threads", tally(true, anyReason), everywhere, () => (everywhere = true))),
      item.reason ? el("span", { class: "dc-pair" }, choice("Same reason", tally(everywhere, false), !anyReason, () => (anyReason = false)), choice("Any reason", tally(everywhere, true), anyReason, () => (anyReason = true))) : "");
    list.replaceChildren(...some.slice(0, SHOWN).map((s) => el("li", {}, el("q", {}, el("bdi", {}, shorten(s.quote, 120))),
      el("small", {}, el("bdi", {}, s.participant ?? "Unnamed"), everywhere && s.thread !== thread ? ` · ${shorten(s.title, 30)}` : ""))),
      some.length > SHOWN ? el("li", { class: "dc-nothing" }, `and ${(some.length - SHOWN).toLocaleString()} more`) : "");
    const yes = act(`Accept ${some.length.toLocaleString()}`, "y", "dc-yes", () => decide("accept")), no = act(`Reject ${some.length.toLocaleString()}`, "n", "dc-refusal", () => decide("reject"));
    acts.replaceChildren(el("span", {}, el("kbd", {}, "Esc"), "leave"), el("span", { class: "dc-space" }), no, yes);
    popover?.place();
  };
  /** @param {KeyboardEvent} e */
  const key = (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.repeat) return false;
    if (e.key === "y") decide("accept");
    else if (e.key === "n") decide("reject");
    else if (e.key === "t") { everywhere = !everywhere; draw(); }
    else return !["Tab", "Escape", "Enter", " ", "ArrowDown", "ArrowUp", "PageDown", "PageUp"].includes(e.key);
    return true;
  };
  /** @type {import("../shared/popover.js").Popover | undefined} */
  let popover = undefined;
  popover = openPopover(desk, { label: "All suggestions like this", look: "dc-likewise", near: () => nearSelection(desk), key }, head, scopes, list, acts);
  draw();
  list.focus({ preventScroll: true });
}
