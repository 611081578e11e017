// Elements, icons and buttons. Texts enter the page as text nodes only.

const ICONS = {
  undo: "M6.5 3.5 3 7l3.5 3.5M3 7h6.5a3.5 3.5 0 0 1 0 7H7",
  redo: "M9.5 3.5 13 7l-3.5 3.5M13 7H6.5a3.5 3.5 0 0 0 0 7H9",
  up: "m4 10 4-4 4 4", down: "m4 6 4 4 4-4", yes: "m3.5 8.5 3 3 6-7", no: "m4.5 4.5 7 7m0-7-7 7",
  codes: "M2.5 4h11M2.5 8h11M2.5 12h7", memo: "M3 3h10v7l-3 3H3zM10 13v-3h3",
  funnel: "M2.5 3.5h11L9.5 8.5v4l-3 1.5V8.5z",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.3 7.8 3.2 3.2",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
};

/**
 * An element; strings become text nodes, never markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, any>} [given] @param {...(Node | string | null | undefined | false)} inside @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, given = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  const shown = /** @type {(Node | string)[]} */ (inside.filter((x) => x !== null && x !== undefined && x !== false && x !== ""));
  node.append(...shown.flatMap((x) => (typeof x === "string" ? textNodes(x) : [x])));
  return node;
}

const PILE = /\p{M}{400,}/u;

/**
 * A text as nodes that join to it again. A pile of thousands of combining marks on one letter, over which a browser would ponder for
 * half a minute, is given places at which it may be broken; any other text is one node.
 * @param {string} text @returns {Node[]}
 */
export function textNodes(text) {
  if (text.length < 400 || !PILE.test(text)) return [document.createTextNode(text)];
  const parts = text.split(/(\p{M}{400})/u).filter(Boolean);
  return parts.flatMap((part, n) => (n ? [document.createElement("wbr"), document.createTextNode(part)] : [document.createTextNode(part)]));
}

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** @param {string} name @param {keyof typeof ICONS} picture @param {string} keys @param {() => void} [act] */
export function button(name, picture, keys, act) {
  const told = { "aria-label": name, title: keys ? `${name} (${keys})` : name, "aria-keyshortcuts": keys.replace("Ctrl + ", "Control+") || undefined };
  return el("button", { type: "button", class: "dc-icon", ...told, click: act }, icon(picture));
}

/** @param {string} name @param {string} key @param {string} look @param {() => void} does */
export function act(name, key, look, does) {
  return el("button", { type: "button", class: `dc-act ${look}`, "data-lm-suppress-shortcuts": true, click: does }, name, key && el("kbd", {}, key));
}
