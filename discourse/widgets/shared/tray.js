// What was not done, until the person has seen to it: each refused deed with its words and the reason, and what waits for another coder.

/** @import { Refused } from "./types.js" */
/** @import { Shell } from "./shell.js" */
import { act, button, el } from "./elements.js";
import { copyText } from "./lines.js";
import { count } from "./plainly.js";
import { say, toHome } from "./tell.js";
import { shorten } from "./words.js";

/** The button in the bar, and the list where it is open. @param {Shell} shell */
export function showTray(shell) {
  const deeds = shell.store.refused(), waiting = shell.store.ofOthers(), n = deeds.length + waiting.size;
  shell.undone.hidden = !n;
  const label = deeds.length ? `${deeds.length} not done` : `${[...waiting.values()].reduce((a, b) => a + b, 0)} waiting`;
  if (shell.undone.textContent !== label) shell.undone.textContent = label;
  if (!n) openTray(shell, false);
  else if (!shell.tray.hidden) fill(shell, deeds, waiting);
}

/** @param {Shell} shell @param {boolean} open */
export function openTray(shell, open) {
  if (shell.tray.hidden !== open) return;
  shell.tray.hidden = !open;
  shell.undone.setAttribute("aria-pressed", String(open));
  if (open) showTray(shell);
}

/** @param {Shell} shell @param {Refused[]} deeds @param {Map<string, number>} waiting */
function fill(shell, deeds, waiting) {
  const { store } = shell, may = store.state.may_write;
  const head = el("header", {}, el("b", {}, "Not done"), el("small", {}, "kept in this browser until you have seen to it"), el("span", { class: "dc-space" }),
    deeds.length > 1 && act("Forget all", "", "", () => { for (const deed of deeds) store.settle(deed); toHome(shell); }),
    button("Close", "no", "", () => { openTray(shell, false); toHome(shell); }));
  const others = [...waiting].map(([coder, many]) => el("li", {}, el("div", {}, el("b", {}, `${count(many, "deed")} of ${coder || "nobody"}`),
    el("small", {}, ` wait${many === 1 ? "s" : ""} in this browser for the project to be opened in that name: Project("${store.state.project}", coder="${coder}")`))));
  const rows = deeds.map((deed) => el("li", {}, el("div", {}, el("b", {}, named(deed)), words(deed) && el("q", {}, el("bdi", {}, shorten(words(deed), 400))), el("small", {}, deed.why)),
    may && act("Try again", "", "", () => { store.settle(deed, true); toHome(shell); }),
    words(deed) && act("Copy words", "", "", () => copyText(words(deed)).then(() => say(shell, "Copied.", true))),
    act("Forget", "", "", () => { store.settle(deed); toHome(shell); })));
  shell.tray.replaceChildren(head, el("ul", { tabindex: 0, "aria-label": "What was not done" }, ...others, ...rows));
}

/** What the person wanted. @param {Refused} deed */
function named({ verb, args }) {
  /** @type {Record<string, string>} */
  const verbs = { code: `Code as ${args.code ?? "several codes"}`, memo: "Memo", uncode: "Take a coding back", accept: "Accept a suggestion", reject: "Reject a suggestion" };
  return verbs[verb] ?? verb.replaceAll("_", " ");
}

/** The words that would be lost with it. @param {Refused} deed */
function words({ verb, args }) {
  const said = [...(args.passages ?? []).map((/** @type {any} */ p) => p.quote), args.memo, args.text].filter((w) => typeof w === "string" && w);
  if (said.length || ["uncode", "accept", "reject", "undo", "redo"].includes(verb)) return said.join("\n");
  return JSON.stringify(args, (name, value) => (name === "utterances" ? undefined : value));
}
