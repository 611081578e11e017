// One of many, found by typing: a field with a list below it, over the widget. It does nothing with what was chosen.

/** @import { Shell } from "./shell.js" */
import { el } from "./elements.js";
import { toHome } from "./tell.js";

/** @typedef {{value: string, told?: string, mark?: () => Node}} Choice */

/**
 * Ask which; Enter or a click chooses, Esc chooses nothing. Where `make` is given, a name that is not there may be chosen, too.
 * @param {Shell} shell @param {{title: string, choices: Choice[], chosen: (value: string) => void, make?: (name: string) => string}} asked
 */
export function pickOne(shell, { title, choices, chosen, make }) {
  const name = `dc-pick-${Math.random().toString(36).slice(2, 9)}`;
  const field = el("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": name, "aria-autocomplete": "list", "aria-label": title, placeholder: title, autocomplete: "off", spellcheck: "false", "data-lm-suppress-shortcuts": true });
  const list = el("ul", { role: "listbox", id: name, "aria-label": title });
  const box = el("div", { class: "dc-veil dc-picking" }, el("div", { class: "dc-pick" }, field, list));
  /** @type {Choice[]} */
  let shown = [];
  let at = 0;
  const show = () => {
    const wanted = field.value.trim().toLocaleLowerCase();
    const near = (/** @type {Choice} */ c) => Number(c.value.slice(c.value.lastIndexOf("/") + 1).toLocaleLowerCase().startsWith(wanted));
    shown = choices.filter((c) => c.value.toLocaleLowerCase().includes(wanted) || c.told?.toLocaleLowerCase().includes(wanted)).sort((x, y) => (wanted ? near(y) - near(x) : 0)).slice(0, 200);
    if (make && wanted && !choices.some((c) => c.value === field.value.trim())) shown.push({ value: field.value.trim(), told: make(field.value.trim()) });
    at = Math.max(0, Math.min(at, shown.length - 1));
    list.replaceChildren(...(shown.length ? shown.map((c, n) => el("li", { role: "option", id: `${name}-${n}`, "aria-selected": String(n === at), mousedown: (/** @type {Event} */ e) => e.preventDefault(), click: () => done(c.value) },
      c.mark?.(), el("bdi", {}, c.value), c.told && el("small", {}, c.told))) : [el("li", { class: "dc-nothing", role: "presentation" }, make && !wanted ? "Type a name." : "Nothing of that name.")]));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    if (shown.length) field.setAttribute("aria-activedescendant", `${name}-${at}`);
    else field.removeAttribute("aria-activedescendant");
  };
  /** @param {string} [value] */
  const done = (value) => {
    box.remove();
    toHome(shell);
    if (value !== undefined) chosen(value);
  };
  field.addEventListener("input", () => { at = 0; show(); });
  field.addEventListener("keydown", (e) => {
    e.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
    if (step) at = Math.max(0, Math.min(shown.length - 1, at + step));
    else if (e.key === "Enter" && !e.isComposing && shown[at]) done(shown[at].value);
    else if (e.key === "Escape" || e.key === "Tab") done();
    else return;
    e.preventDefault();
    if (step) show();
  });
  box.addEventListener("mousedown", (e) => { if (e.target === box) { e.preventDefault(); done(); } });
  shell.root.append(box);
  show();
  field.focus();
}
