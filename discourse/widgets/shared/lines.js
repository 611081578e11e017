// The lines of Python that do what was clicked: clicking teaches scripting. It runs none of them.

/** @import { Shell } from "./shell.js" */
import { act, button, el } from "./elements.js";
import { keepSetting, setting } from "./settings.js";
import { say, toHome } from "./tell.js";

const MOST = 200; // lines that are remembered

/** @param {Shell} shell @param {string} line */
export function addLine(shell, line) {
  shell.lines.push(line);
  if (shell.lines.length > MOST) shell.lines.shift();
  if (!shell.strip.hidden) showLines(shell);
}

/** @param {Shell} shell @param {boolean} open */
export function openLines(shell, open) {
  shell.strip.hidden = !open;
  shell.python.setAttribute("aria-pressed", String(open));
  keepSetting("python", open);
  if (open) showLines(shell);
}

/** Open if it was left open. @param {Shell} shell */
export function restoreLines(shell) { openLines(shell, setting("python", false)); }

/** @param {Shell} shell */
function showLines(shell) {
  const all = shell.lines, none = `Each thing that you do here is a line of Python. It will stand here, to be copied into a cell or a script.`;
  const head = el("header", {}, el("b", {}, "Python"), el("small", {}, all.length ? "what you did here, as you would type it" : none), el("span", { class: "dc-space" }),
    all.length > 1 && act("Copy all", "", "", () => copied(shell, all.join("\n"))), button("Close the Python lines", "no", "", () => { openLines(shell, false); toHome(shell); }));
  const rows = all.map((line) => el("li", {}, el("code", {}, line), button("Copy this line", "copy", "", () => copied(shell, line))));
  const list = el("ol", { tabindex: 0, "aria-label": "Lines of Python, the newest last" }, ...rows);
  shell.strip.replaceChildren(head, all.length ? list : "");
  list.scrollTop = list.scrollHeight;
}

/** @param {Shell} shell @param {string} text */
async function copied(shell, text) {
  await copyText(text);
  say(shell, "Copied.", true);
}

/** To the clipboard; also on a plain http:// hub, where a page may not write there by itself. @param {string} text */
export async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const field = el("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" }), before = /** @type {HTMLElement | null} */ (document.activeElement);
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  if (!done) throw new Error("this browser did not allow copying");
}
