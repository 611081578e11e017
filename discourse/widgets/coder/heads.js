// The line above an utterance: who, to whom, when, where on the web; and its buttons, which say by `data-does` what they ask for.

/** @import { Place } from "./place.js" */
import { el, icon } from "../shared/elements.js";
import { NAMED_BY, showTime } from "../shared/plainly.js";

/** @param {Place} place @param {HTMLElement} flag */
export function headOf({ u, answered, replies }, flag) {
  const name = u.participant ?? "Unnamed", how = u.named_by && u.named_by !== "stated" ? NAMED_BY[u.named_by] ?? u.named_by : "";
  const link = safeLink(u.link), when = u.time && el("time", { datetime: u.time }, showTime(u.time));
  const tools = el("span", { class: "dc-tools" }, link ? null : tool("reference", "Copy the reference of this utterance (g)", "copy"), tool("read", "Read (s)", "yes", { "aria-pressed": "false" }));
  return el("header", {},
    replies ? el("button", { ...BUTTON, class: "dc-caret", "data-does": "fold", "aria-expanded": "true", "aria-label": "Replies", title: "Fold, unfold the replies (h, l)" }, icon("down")) : null,
    el("bdi", { class: u.participant ? "dc-who" : "dc-who dc-nobody" }, name),
    answered && answered.kind !== "post" && el("button", { ...BUTTON, class: "dc-to", "data-does": "parent", title: "Go to what this answers (b)" }, "to ", el("bdi", {}, answered.participant ?? "unnamed")),
    u.kind !== "reply" && u.kind !== "comment" && el("span", { class: "dc-kind" }, u.kind),
    link ? el("a", { class: "dc-when", href: link, target: "_blank", rel: "noopener noreferrer", tabindex: -1, "data-lm-suppress-shortcuts": true, title: `Open ${link} (g)` }, when || "on the web") : when,
    how && how !== NAMED_BY.unknown && el("span", { class: "dc-how" }, how), flag, tools);
}

const BUTTON = { type: "button", tabindex: -1, "data-lm-suppress-shortcuts": true };

/** @param {string} does @param {string} told @param {Parameters<typeof icon>[0]} sign @param {Record<string, any>} [more] */
function tool(does, told, sign, more = {}) {
  return el("button", { ...BUTTON, class: `dc-tool dc-does-${does}`, "data-does": does, "aria-label": told, title: told, ...more }, icon(sign));
}

/** An address that a browser may be sent to; "" for anything else, such as "javascript:". @param {string | undefined} address */
export function safeLink(address) {
  if (!address || !/^https?:\/\/[^\s/]/i.test(address)) return "";
  try {
    const url = new URL(address);
    return ["http:", "https:"].includes(url.protocol) && !url.username && !url.password ? url.href : "";
  } catch {
    return "";
  }
}
