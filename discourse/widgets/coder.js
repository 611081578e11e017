// The coding desk as a person sees it. It keeps no truth: what it shows came from the project, and what it does is sent there.
//
// One file, and longer than others here, because a notebook loads it from a Blob URL, where relative imports fail, and
// because it should need no build step. Read it top-down:
//   1. pure functions: offsets, words, lanes, labels, the reply tree, keys (tested without a browser)
//   2. Store: the rows as acknowledged, the operations on their way, and the outbox that outlives a reload
//   3. Desk: the view. Texts enter the page as text nodes only.

/** @typedef {{id: string, reply_to?: string, kind: string, participant?: string, time?: string, text: string, named_by?: string}} Utterance */
/**
 * @typedef {{id: string, start: number, end: number, code: string, coder: string, score?: number, memo?: string,
 *   suggested_by?: string, created_at?: string, reason?: string, pending?: boolean}} Coding
 */
/** @typedef {{text: string, coder: string, created_at?: string}} Memo */
/** @typedef {{codings: Coding[], suggestions: Coding[], memos: Memo[]}} Rows */
/** @typedef {{code: string, brief: string, definition: string, include: string, exclude: string, example: string, colour: string}} Code */
/**
 * @typedef {{last: number, key: string, project: string, coder?: string, may_write: boolean, thread?: string,
 *   threads: {id: string, utterances: number}[], codes: Code[], utterances: Utterance[], rows: Record<string, Rows>}} Snapshot
 */
/** @typedef {{utterance: string, start: number, end: number, quote: string, id: string}} Passage */
/** @typedef {{utterances?: string[], passages?: Passage[], code?: string, ids?: string[], about?: string, target?: string, text?: string, thread?: string}} Args */
/** @typedef {{op: string, verb: string, args: Args, at: number}} Operation */
/** @typedef {{get(name: string): any, send(content: any): void, on(name: string, hear: (...args: any[]) => void): void, off(name: string, hear?: (...args: any[]) => void): void}} Model */
/** @typedef {Coding & {suggested: boolean, a: number, b: number, lane: number}} Item one coding or suggestion in place; a, b in UTF-16 units */

// 1. Pure functions ---------------------------------------------------------------------------------------------------

/**
 * Offsets of one text, both ways: the browser counts UTF-16 units, the project counts code points.
 * A unit inside a surrogate pair belongs to the pair's start.
 * @param {string} text
 */
export function offsetMap(text) {
  /** @type {number[]} */
  const pairs = [];
  for (let unit = 0; unit < text.length; unit++) if (/** @type {number} */ (text.codePointAt(unit)) > 0xffff) pairs.push(unit++);
  /** @param {(k: number) => boolean} before */
  const count = (before) => {
    let low = 0, high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    /** @param {number} point */
    units: (point) => point + count((k) => pairs[k] - k < point),
    /** @param {number} unit */
    points: (unit) => unit - count((k) => pairs[k] < unit),
  };
}

/** @param {"grapheme" | "word" | "sentence"} granularity */
const segmenter = (granularity) => (typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity }) : null);
const SEGMENTERS = { grapheme: segmenter("grapheme"), word: segmenter("word"), sentence: segmenter("sentence") };
const WITHIN = /[\p{M}\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]/u; // where there is no Segmenter: what never begins a character

/**
 * The smallest run of whole characters, as a reader counts them, that holds [a, b).
 * @param {string} text @param {number} a @param {number} b @returns {[number, number]}
 */
export function snap(text, a, b) {
  const segments = SEGMENTERS.grapheme?.segment(text);
  if (segments) {
    const first = segments.containing(a), last = b > a ? segments.containing(b - 1) : undefined;
    return [first ? first.index : a, last ? last.index + last.segment.length : b];
  }
  /** @param {number} u */
  const splits = (u) => u > 0 && u < text.length && (/[\udc00-\udfff]/.test(text[u]) || WITHIN.test(String.fromCodePoint(text.codePointAt(u) ?? 0)) || text[u - 1] === "\u200d");
  while (splits(a)) a--;
  while (splits(b)) b++;
  return [a, b];
}

/** [a, b) without the white space at its ends. @param {string} text @param {number} a @param {number} b @returns {[number, number]} */
export function trim(text, a, b) {
  const part = text.slice(a, b), bare = part.trim();
  if (!bare) return [a, a];
  const lead = part.length - part.trimStart().length;
  return [a + lead, a + lead + bare.length];
}

/**
 * The next word that begins at or after `at` (step 1), or the last that ends at or before it (step -1).
 * @param {string} text @param {number} at @param {1 | -1} step @returns {[number, number] | null}
 */
export function word(text, at, step) {
  const segments = SEGMENTERS.word?.segment(text);
  if (!segments) return plainWord(text, at, step);
  let found = segments.containing(step > 0 ? at : at - 1);
  while (found) {
    const end = found.index + found.segment.length;
    const whole = step > 0 ? found.index >= at : end <= at;
    if (whole && (found.isWordLike || /\p{Extended_Pictographic}/u.test(found.segment))) return [found.index, end];
    found = step > 0 ? segments.containing(end) : found.index > 0 ? segments.containing(found.index - 1) : undefined;
  }
  return null;
}

/** @param {string} text @param {number} at @param {1 | -1} step @returns {[number, number] | null} */
function plainWord(text, at, step) {
  /** @type {[number, number] | null} */
  let best = null;
  for (const hit of text.matchAll(/\S+/gu)) {
    const end = hit.index + hit[0].length;
    if (step > 0 && hit.index >= at) return [hit.index, end];
    if (step < 0 && end <= at) best = [hit.index, end];
  }
  return best;
}

/** The sentence in which `at` stands. @param {string} text @param {number} at @returns {[number, number]} */
export function sentence(text, at) {
  const found = SEGMENTERS.sentence?.segment(text).containing(Math.min(at, text.length - 1));
  if (found) return trim(text, found.index, found.index + found.segment.length);
  const before = text.slice(0, at).search(/[^.!?\n]*$/u), after = text.slice(at).search(/[.!?\n]/u);
  return trim(text, before, after < 0 ? text.length : at + after + 1);
}

/**
 * A lane for each passage, so that no two that overlap share one; the earlier and longer get the upper lanes.
 * @param {{a: number, b: number}[]} spans
 */
export function lanes(spans) {
  /** @type {number[]} */
  const ends = [];
  const found = new Array(spans.length).fill(0);
  for (const n of spans.map((_, n) => n).sort((m, n) => spans[m].a - spans[n].a || spans[n].b - spans[m].b || m - n)) {
    let lane = ends.findIndex((end) => end <= spans[n].a);
    if (lane < 0) lane = ends.length;
    ends[lane] = spans[n].b;
    found[n] = lane;
  }
  return found;
}

/**
 * The text cut where any passage begins or ends; each piece with the passages that cover it.
 * @param {number} length @param {{a: number, b: number}[]} spans @returns {{a: number, b: number, on: number[]}[]}
 */
export function pieces(length, spans) {
  const cuts = [...new Set([0, length, ...spans.flatMap((s) => [s.a, s.b])])].sort((x, y) => x - y);
  const order = spans.map((_, n) => n).sort((m, n) => spans[m].a - spans[n].a);
  /** @type {{a: number, b: number, on: number[]}[]} */
  const out = [];
  let open = /** @type {number[]} */ ([]), next = 0;
  for (let k = 0; k + 1 < cuts.length; k++) {
    const [a, b] = [cuts[k], cuts[k + 1]];
    open = open.filter((n) => spans[n].b > a);
    while (next < order.length && spans[order[next]].a <= a) open.push(order[next++]);
    out.push({ a, b, on: [...open].sort((m, n) => m - n) });
  }
  return out;
}

/**
 * Tops of labels of one height that should stand at `wanted` (ascending) and must not overlap: each as near as may be.
 * @param {number[]} wanted @param {number} height @param {number} floor
 */
export function stack(wanted, height, floor) {
  /** @type {{sum: number, n: number}[]} */
  const blocks = [];
  wanted.forEach((top, n) => {
    let block = { sum: top - n * height, n: 1 };
    for (let above = blocks.at(-1); above && above.sum / above.n > block.sum / block.n; above = blocks.at(-1)) {
      blocks.pop();
      block = { sum: above.sum + block.sum, n: above.n + block.n };
    }
    blocks.push(block);
  });
  return blocks.flatMap((block) => new Array(block.n).fill(Math.max(floor, block.sum / block.n))).map((top, n) => top + n * height);
}

/**
 * The order in which a reader meets the utterances, and how deep each stands: a reply below what it answers. What
 * answers a post is not indented, as on the page; what answers nothing that is here, or itself, stands on its own.
 * @param {Pick<Utterance, "id" | "reply_to" | "kind">[]} said @returns {{n: number, depth: number, parent: number}[]}
 */
export function replyTree(said) {
  const place = new Map(said.map((u, n) => [u.id, n]));
  const parent = said.map((u, n) => { const p = place.get(u.reply_to ?? ""); return p === undefined || p === n ? -1 : p; });
  /** @type {number[][]} */
  const below = said.map(() => []);
  parent.forEach((p, n) => p >= 0 && below[p].push(n));
  const met = new Set();
  /** @type {{n: number, depth: number, parent: number}[]} */
  const out = [];
  /** @param {number} root */
  const walk = (root) => {
    const rest = [{ n: root, depth: 0, parent: -1 }];
    for (let here = rest.pop(); here; here = rest.pop()) {
      if (met.has(here.n)) continue;
      met.add(here.n);
      out.push(here);
      const depth = said[here.n].kind === "post" ? here.depth : here.depth + 1;
      for (const child of below[here.n].slice().reverse()) rest.push({ n: child, depth, parent: here.n });
    }
  };
  parent.forEach((p, n) => p < 0 && walk(n));
  said.forEach((_, n) => walk(n)); // those who answer each other in a circle
  return out;
}

const KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The key of the n-th code; "" from the 36th on, which are found by name. @param {number} n */
export const keyOf = (n) => KEYS[n] ?? "";

/** What the keys do, in the order of the card. @type {[string, [string, string][]][]} */
export const CARD = [
  ["Move and select", [
    ["j  k  or  ↓  ↑", "next, previous utterance"],
    ["→  ←", "next, previous word"],
    ["Shift + → ← ↓ ↑", "select more or less: by words, by lines"],
    ["Alt + Shift + → ←", "by single characters"],
    ["Shift + Home  End", "select to the start, to the end"],
    [".", "the sentence; again: the next one too"],
    ["Space  or  Enter", "the whole utterance"],
  ]],
  ["Decide on suggestions", [
    ["]  [", "next, previous suggestion"],
    ["y  n", "accept, reject; then on to the next"],
  ]],
  ["Code", [
    ["1 – 9, A – Z", "give the selection that code (letters with Shift)"],
    ["c", "find a code by name; Enter gives it"],
    ["r", "the last code once more"],
    ["o", "next coding at this place"],
    ["Delete", "take the coding in focus back"],
    ["m", "memo on the coding in focus, or on the utterance"],
    ["Ctrl + Z", "undo"],
    ["Ctrl + Y", "redo; also Ctrl + Shift + Z"],
  ]],
  ["Leave", [
    ["Tab", "to the buttons"],
    ["Esc", "let go: first the selection, then the desk"],
    ["?", "this card"],
  ]],
];

/** @type {Record<string, string>} */
const COMMANDS = {
  j: "next", k: "previous", ArrowDown: "next", ArrowUp: "previous", ArrowRight: "word+", ArrowLeft: "word-", Home: "first", End: "last",
  ".": "sentence", " ": "utterance", Enter: "utterance", c: "find", "/": "find", r: "repeat", o: "overlap", Delete: "uncode",
  Backspace: "uncode", m: "memo", "]": "suggestion+", "[": "suggestion-", y: "accept", n: "reject", Escape: "leave", "?": "card",
};
/** @type {Record<string, string>} */
const SHIFTED = { ArrowRight: "grow+", ArrowLeft: "grow-", ArrowDown: "grow-line+", ArrowUp: "grow-line-", Home: "grow-first", End: "grow-last" };

/**
 * What a key in the text asks for: a command, "code:K", "swallow" (ours, but it means nothing: it goes no further), or
 * "pass" (the browser's or the notebook's, such as Ctrl+S).
 * @param {{key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean, altGraph?: boolean, isComposing?: boolean}} e
 */
export function commandOf(e) {
  const key = latin(e);
  if (e.isComposing || e.key === "Dead" || e.key === "Process") return "swallow";
  if ((e.ctrlKey || e.metaKey) && !e.altGraph) {
    if (key.toLowerCase() === "z" && !e.altKey) return e.shiftKey ? "redo" : "undo";
    if (key.toLowerCase() === "y" && !e.altKey && !e.shiftKey) return "redo";
    return e.key === "Enter" || e.key === "Delete" || e.key === "Backspace" ? "swallow" : "pass"; // Ctrl+Enter would run the cell
  }
  if (e.altKey && !e.altGraph) {
    if (e.shiftKey && (e.key === "ArrowRight" || e.key === "ArrowLeft")) return e.key === "ArrowRight" ? "grow-character+" : "grow-character-";
    return e.key.length === 1 || e.key === "Enter" || e.key === "Backspace" ? "swallow" : "pass";
  }
  if (/^F\d+$/.test(e.key)) return "pass";
  if (KEYS.includes(key) && key.length === 1) return `code:${key}`;
  if (e.shiftKey && SHIFTED[e.key]) return SHIFTED[e.key];
  if (e.shiftKey && e.key.length > 1) return "swallow";
  return COMMANDS[key] ?? "swallow";
}

/** The Latin letter or the digit of a key on keyboards that type others (Greek, Arabic, AZERTY digits). @param {{key: string, code?: string, shiftKey?: boolean, altGraph?: boolean}} e */
function latin(e) {
  const letter = /^Key([A-Z])$/.exec(e.code ?? "")?.[1];
  if (letter && e.key.length === 1 && !/^[\x20-\x7e]$/.test(e.key)) return e.shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit([1-9])$/.exec(e.code ?? "")?.[1];
  return digit && !e.shiftKey && !e.altGraph && !COMMANDS[e.key] ? digit : e.key;
}

/**
 * The rows of one utterance as they will be once the operations on their way have arrived.
 * @param {Rows | undefined} rows @param {string} utterance @param {Iterable<Operation>} operations @param {string} coder @returns {Rows}
 */
export function foresee(rows, utterance, operations, coder) {
  let { codings, suggestions, memos } = rows ?? { codings: [], suggestions: [], memos: [] };
  for (const { verb, args, op } of operations) {
    const ids = new Set(args.ids);
    if (verb === "code") {
      const more = (args.passages ?? []).filter((p) => p.utterance === utterance && !codings.some((c) => c.id === p.id));
      codings = [...codings, ...more.map((p) => ({ id: p.id, start: p.start, end: p.end, code: args.code ?? "", coder, pending: true }))];
    } else if (verb === "uncode") codings = codings.filter((c) => !ids.has(c.id));
    else if (verb === "accept") {
      const taken = suggestions.filter((s) => ids.has(s.id));
      codings = [...codings, ...taken.map((s) => ({ ...s, id: `${op}:${s.id}`, coder, suggested_by: s.coder, pending: true }))];
      suggestions = suggestions.filter((s) => !ids.has(s.id));
    } else if (verb === "reject") suggestions = suggestions.filter((s) => !ids.has(s.id));
    else if (verb === "memo" && args.about === "coding") codings = codings.map((c) => (c.id === args.target ? { ...c, memo: args.text } : c));
    else if (verb === "memo" && args.target === utterance) {
      const own = args.text ? [{ text: args.text, coder }] : [];
      memos = [...memos.filter((m) => m.coder !== coder), ...own];
    }
  }
  return { codings, suggestions, memos };
}

/** "#rrggbb" as it is, anything else as grey: a colour from a file is data too. @param {string} colour */
export const safeColour = (colour) => (/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour) ? colour : "#6b7280");

/** @param {string} text @param {number} most */
export const shorten = (text, most) => {
  const flat = text.replace(/\s+/gu, " ");
  if (flat.length <= most) return flat;
  return flat.slice(0, snap(flat, 0, most - 1)[1]) + "…";
};

/** A time as written, in the reader's language; without a clock where it is midnight. @param {string} iso */
export function showTime(iso) {
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(iso), time = new Date(zoned ? iso : `${iso}Z`);
  if (Number.isNaN(time.getTime())) return iso;
  const clock = /T00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?$/.test(iso) ? {} : { hour: "numeric", minute: "2-digit" };
  const look = /** @type {Intl.DateTimeFormatOptions} */ ({ day: "numeric", month: "short", year: "numeric", ...clock, timeZone: "UTC" });
  return new Intl.DateTimeFormat(undefined, look).format(time) + (zoned && clock.hour ? " UTC" : "");
}

// 2. Store ------------------------------------------------------------------------------------------------------------

/** @type {Rows} */
const NOTHING = { codings: [], suggestions: [], memos: [] };
const RETRY = 3000, OFFLINE = 6500;
const DEEDS = new Set(["code", "uncode", "accept", "reject", "memo", "undo", "redo"]);

/** A UUID of version 7, as the project makes them: ids sort as they were made. (crypto.randomUUID is missing on a plain http:// hub.) */
export function newId() {
  const b = crypto.getRandomValues(new Uint8Array(16)), now = Date.now();
  for (let n = 0; n < 6; n++) b[n] = Math.floor(now / 256 ** (5 - n)) % 256;
  b[6] = (b[6] & 0x0f) | 0x70;
  b[8] = (b[8] & 0x3f) | 0x80;
  return [...b].map((x, n) => ([4, 6, 8, 10].includes(n) ? "-" : "") + x.toString(16).padStart(2, "0")).join("");
}

/**
 * What the project has acknowledged, and what is on its way to it. Each deed is written to the outbox before it is sent, is sent again
 * until it is answered, and then forgotten; the project does a deed that comes twice only once.
 */
export class Store {
  /** @param {Model} model @param {Storage | null} outbox */
  constructor(model, outbox) {
    this.model = model;
    this.outbox = outbox;
    /** @type {Map<string, Operation>} */
    this.pending = new Map();
    /** @type {Set<(news: {kind: "thread" | "rows" | "status" | "refused", utterances?: string[], why?: string, verb?: string, undone?: string, own?: boolean}) => void>} */
    this.views = new Set();
    this.clock = 0;
    this.asked = 0;
    /** @type {Snapshot} */
    this.state = model.get("snapshot");
    this.hear = this.hear.bind(this);
    model.on("msg:custom", this.hear);
    this.timer = setInterval(() => this.retry(), RETRY);
    for (const operation of this.kept()) this.pending.set(operation.op, operation);
    for (const operation of this.inOrder()) this.transmit(operation);
  }

  close() {
    clearInterval(this.timer);
    this.model.off("msg:custom", this.hear);
  }

  get coder() { return this.state.coder ?? ""; }

  /** The rows of an utterance, with what is on its way. @param {string} utterance */
  rows(utterance) {
    const coming = this.pending.size ? this.inOrder().filter((o) => o.args.utterances?.includes(utterance)) : [];
    return coming.length ? foresee(this.state.rows[utterance], utterance, coming, this.coder) : (this.state.rows[utterance] ?? NOTHING);
  }

  inOrder() { return [...this.pending.values()].sort((a, b) => a.at - b.at); }

  /** @param {string} verb @param {Args} args */
  send(verb, args = {}) {
    this.clock = Math.max(this.clock + 0.001, Date.now());
    const operation = { op: newId(), verb, args, at: this.clock };
    if (DEEDS.has(verb)) {
      this.pending.set(operation.op, operation);
      this.keep(operation);
      this.tell({ kind: "rows", utterances: args.utterances, own: true });
    }
    this.transmit(operation);
    return operation.op;
  }

  /** Ask what has happened elsewhere (a notebook cell, another window), at most every few seconds. */
  refresh() {
    if (this.pending.size || Date.now() - this.asked < 4000) return;
    this.asked = Date.now();
    this.send("refresh");
  }

  /** @param {Operation} operation */
  transmit({ op, verb, args }) {
    try {
      this.model.send({ op, verb, args: { ...args, last: this.state.last } });
    } catch (error) {
      console.warn("discourse: not sent yet, kept and tried again:", error); // a closed connection
    }
    this.tell({ kind: "status" });
  }

  retry() {
    if (!this.pending.size) return;
    const kept = this.outbox && new Set(this.kept().map((o) => o.op));
    for (const operation of this.inOrder()) {
      if (kept && !kept.has(operation.op)) { // another window has had it answered
        this.pending.delete(operation.op);
        this.tell({ kind: "rows", utterances: operation.args.utterances });
      } else if (Date.now() - operation.at > RETRY - 500) this.transmit(operation);
    }
    this.tell({ kind: "status" });
  }

  /** @param {any} answer */
  hear(answer) {
    const op = answer.ok ?? answer.no, own = this.pending.get(op);
    this.pending.delete(op);
    this.forget(op);
    if (answer.snapshot) {
      this.state = answer.snapshot;
      this.tell({ kind: "thread" });
    } else if (answer.ok) {
      if (answer.last >= this.state.last) {
        this.state.last = answer.last;
        for (const [u, rows] of Object.entries(answer.rows)) this.state.rows[u] = { ...NOTHING, ...this.state.rows[u], ...rows };
      }
      this.tell({ kind: "rows", utterances: [...new Set([...Object.keys(answer.rows), ...(own?.args.utterances ?? [])])], verb: answer.verb, undone: answer.undone, own: !!own });
    } else if (own) this.tell({ kind: "rows", utterances: own.args.utterances });
    if (answer.why && (own || answer.no)) this.tell({ kind: "refused", why: answer.why, verb: own?.verb });
    this.tell({ kind: "status" });
  }

  status() {
    const n = this.pending.size, oldest = Math.min(...this.inOrder().map((o) => o.at));
    if (!this.state.may_write) return { kind: "reading", text: "Reading only" };
    if (!n) return { kind: "saved", text: "Saved" };
    if (Date.now() - oldest > OFFLINE) return { kind: "offline", text: `Offline, ${n} kept here` };
    return { kind: "saving", text: `Saving ${n}…` };
  }

  /** @param {Parameters<Parameters<typeof this.views.add>[0]>[0]} news */
  tell(news) { for (const view of [...this.views]) view(news); }

  get shelf() { return `discourse:outbox:${this.state.key}:`; }

  /** @param {Operation} operation */
  keep(operation) {
    try {
      this.outbox?.setItem(this.shelf + operation.op, JSON.stringify(operation));
    } catch (error) {
      console.warn("discourse: this browser keeps nothing over a reload:", error); // full, or forbidden; it is still sent
      this.outbox = null;
    }
  }

  /** @param {string} op */
  forget(op) { this.outbox?.removeItem(this.shelf + op); }

  /** @returns {Operation[]} */
  kept() {
    const box = this.outbox;
    if (!box) return [];
    const keys = Array.from({ length: box.length }, (_, n) => box.key(n) ?? "").filter((key) => key.startsWith(this.shelf));
    return keys.map((key) => JSON.parse(box.getItem(key) ?? "null")).filter(Boolean);
  }
}

/** @returns {Storage | null} */
function localOutbox() {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden by the browser's settings: operations then live as long as the page
  }
}

// 3. Desk -------------------------------------------------------------------------------------------------------------

const SECTION = 24; // utterances that are drawn, or left undrawn, together
const TAG = 20; // height of a label in the margin
const UNDERLINES = 5, STRIPES = 6; // more overlaps than these are told by their labels only
const ICONS = {
  undo: "M6.5 3.5 3 7l3.5 3.5M3 7h6.5a3.5 3.5 0 0 1 0 7H7",
  redo: "M9.5 3.5 13 7l-3.5 3.5M13 7H6.5a3.5 3.5 0 0 0 0 7H9",
  up: "m4 10 4-4 4 4", down: "m4 6 4 4 4-4", yes: "m3.5 8.5 3 3 6-7", no: "m4.5 4.5 7 7m0-7-7 7",
  codes: "M2.5 4h11M2.5 8h11M2.5 12h7", memo: "M3 3h10v7l-3 3H3zM10 13v-3h3",
};

/**
 * An element; strings become text nodes, never markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, any>} [given] @param {...(Node | string | null | undefined | false)} inside @returns {HTMLElementTagNameMap[T]}
 */
function el(tag, given = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(.../** @type {(Node | string)[]} */ (inside.filter((x) => x !== null && x !== undefined && x !== false && x !== "")));
  return node;
}

/** @param {keyof typeof ICONS} name */
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** @param {string} name @param {keyof typeof ICONS} picture @param {string} keys @param {() => void} [act] */
function button(name, picture, keys, act) {
  const told = { "aria-label": name, title: keys ? `${name} (${keys})` : name, "aria-keyshortcuts": keys.replace("Ctrl + ", "Control+") || undefined };
  return el("button", { type: "button", class: "dc-icon", ...told, click: act }, icon(picture));
}

/** @param {number} n @param {string} noun */
const count = (n, noun) => `${n.toLocaleString()} ${noun}${n === 1 ? "" : "s"}`;
/** @param {string} code */
const leaf = (code) => code.slice(code.lastIndexOf("/") + 1);
const MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** @type {Record<string, string>} how a loader came to a name, where the page did not state it */
const NAMED_BY = {
  signed: "named by the signature", answered: "named by the answer", addressed: "named by a later reply", "thread author": "taken to be the author of the thread",
  assigned: "named by hand", unknown: "nobody is named",
};

/**
 * @typedef {{n: number, u: Utterance, map: ReturnType<typeof offsetMap>, drawn: boolean, items: Item[],
 *   box: HTMLElement, said: HTMLElement, margin: HTMLElement, flag: HTMLElement}} Place one utterance on the screen
 */
/** @typedef {{n: number, anchor: number, focus: number}} Span anchor and focus in UTF-16 units of the text of place n */

/** The elements of a desk, and nothing of what they do. */
class Frame {
  /** @param {string} height */
  constructor(height) {
    this.filter = el("input", { type: "search", placeholder: "Find a code", "aria-label": "Find a code; Enter gives it to the selection", autocomplete: "off", spellcheck: "false" });
    this.list = el("ul", { class: "dc-list", "aria-label": "Codes" });
    this.panel = el("aside", { class: "dc-codes", "aria-label": "Codebook" }, el("div", { class: "dc-find" }, this.filter, el("kbd", {}, "c")), this.list);
    this.text = el("div", { class: "dc-text", tabindex: 0, role: "region", "aria-label": "The discussion. Press ? for the keys." });
    this.threads = el("select", { "aria-label": "Thread" });
    this.title = el("span", { class: "dc-title" });
    this.bar = el("span", { class: "dc-progress-bar" });
    this.progress = el("span", { class: "dc-progress" });
    this.chip = el("span", { class: "dc-chip", role: "status" });
    this.waiting = el("span", { class: "dc-waiting" });
    this.theirs = el("button", { type: "button", class: "dc-toggle", "aria-pressed": "false", hidden: true });
    this.undo = button("Undo", "undo", "Ctrl + Z");
    this.redo = button("Redo", "redo", "Ctrl + Y");
    this.back = button("Previous suggestion", "up", "[");
    this.fore = button("Next suggestion", "down", "]");
    this.help = el("button", { type: "button", class: "dc-icon", "aria-label": "Keys", title: "Keys (?)" }, "?");
    this.toggle = button("Codes", "codes", "");
    this.toggle.classList.add("dc-fold");
    this.walk = el("span", { class: "dc-group" }, this.waiting, this.back, this.fore);
    const head = el("div", { class: "dc-bar", role: "group", "aria-label": "Thread, suggestions, undo" },
      this.toggle, this.threads, this.title, el("span", { class: "dc-space" }), this.theirs, this.walk, el("span", { class: "dc-group" }, this.undo, this.redo),
      el("span", { class: "dc-group dc-how-far" }, el("span", { class: "dc-track", "aria-hidden": "true" }, this.bar), this.progress), this.chip, this.help);
    this.dockHead = el("div", { class: "dc-what" });
    this.dockActs = el("div", { class: "dc-acts" });
    this.memoMark = el("span", {}, "Memo");
    this.note = el("textarea", { rows: 1, placeholder: "Why this code? Thoughts, doubts …", "aria-label": "Memo" });
    this.means = el("div", { class: "dc-means", hidden: true });
    this.noteBox = el("label", { class: "dc-note", hidden: true }, this.memoMark, this.note);
    this.dock = el("section", { class: "dc-dock", "aria-label": "What is selected" }, el("div", { class: "dc-line" }, this.dockHead, this.dockActs), this.means, this.noteBox);
    this.live = el("div", { class: "dc-hidden", "aria-live": "polite" });
    this.word = el("div", { class: "dc-word", role: "alert", hidden: true });
    this.shut = button("Close", "no", "Esc");
    this.card = keyCard(this.shut);
    this.root = el("div", { class: "dc", tabindex: -1, "data-lm-suppress-shortcuts": true, role: "group", "aria-label": "Coding desk" },
      head, el("div", { class: "dc-body" }, this.panel, this.text), this.dock, this.word, this.live, this.card);
    this.root.style.setProperty("--dc-height", height);
    for (const node of this.root.querySelectorAll("button, input, select, textarea, [tabindex]")) node.setAttribute("data-lm-suppress-shortcuts", "");
  }
}

/** The card of keys. @param {HTMLElement} shut */
function keyCard(shut) {
  const between = /( {2}or {2}| {2}| \+ | – |, )/;
  /** @param {string} keys */
  const caps = (keys) => keys.split(between).map((k) => (between.test(k) ? el("i", {}, k.trim() || " ") : el("kbd", {}, MAC && k === "Ctrl" ? "⌘" : k)));
  const groups = CARD.map(([title, rows]) => el("div", {}, el("h3", {}, title), el("dl", {}, ...rows.flatMap(([keys, does]) => [el("dt", {}, ...caps(keys)), el("dd", {}, does)]))));
  return el("div", { class: "dc-veil", hidden: true }, el("div", { class: "dc-card", role: "dialog", "aria-modal": "true", "aria-label": "Keys" },
    el("header", {}, el("h2", {}, "Keys"), shut), el("div", { class: "dc-groups" }, ...groups),
    el("p", {}, "White space at the ends of a selection is left off. A selection over several utterances becomes one coding in each. ",
      "What is drawn solid was decided by a person; what is dashed was proposed by a machine.")));
}

class Desk extends Frame {
  /** @param {Store} store @param {HTMLElement} host @param {string} height */
  constructor(store, host, height) {
    super(height);
    this.store = store;
    this.gone = new AbortController();
    /** @type {Place[]} */
    this.places = [];
    /** @type {Map<string, Place>} */
    this.byId = new Map();
    /** @type {Map<string, Code & {key: string}>} */
    this.codes = new Map();
    /** @type {(Code & {key: string})[]} */
    this.hits = [];
    /** @type {Span[]} */
    this.selection = [];
    /** @type {any[]} */
    this.put = []; // the selection of the page as the desk itself last set it
    /** @type {Range[]} */
    this.held = []; // the selection as it is kept visible while the focus is elsewhere
    this.here = 0;
    /** @type {{id: string, suggested: boolean} | null} */
    this.focused = null;
    /** @type {Place | undefined} */
    this.lit = undefined; // where the focused coding is drawn
    /** @type {{n: number, a: number, b: number} | null} */
    this.ring = null; // the place whose codings are being gone through
    /** @type {string | null} */
    this.latest = null; // the last code that was given
    /** @type {string | undefined | null} */
    this.shown = null; // the thread on the screen
    this.others = false;
    this.went = false;
    this.dragging = false;
    /** @type {HTMLElement | null} */
    this.pressed = null;
    /** @type {Set<Place>} */
    this.due = new Set();
    /** @type {{about: string, target: string, utterance: string, was: string} | null} */
    this.noting = null;
    /** @type {HTMLElement | undefined} */
    this.pointed = undefined;
    this.width = 0;
    this.settling = 0; // until when a place that was gone to is kept in view
    this.top = 0; // how far the text is scrolled, for when it comes back
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.counting = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.late = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.fading = undefined;
    this.hear = this.hear.bind(this);
    this.near = new IntersectionObserver((seen) => this.drawNear(seen), { root: this.text, rootMargin: "600px 0px" });
    this.size = new ResizeObserver(() => requestAnimationFrame(() => this.resized()));
    host.append(this.root);
    this.open();
    this.listen();
  }

  listen() {
    const { signal } = this.gone, on = { signal };
    this.root.addEventListener("keydown", (e) => this.passLab(e), { signal, capture: true });
    this.root.addEventListener("keydown", (e) => this.key(e), on);
    for (const type of ["keyup", "keypress", "copy", "cut", "paste"]) this.root.addEventListener(type, (e) => e.stopPropagation(), on);
    this.root.addEventListener("mousedown", (e) => this.press(e), on);
    document.addEventListener("mouseup", () => this.release(), on);
    document.addEventListener("selectionchange", () => this.follow(), on);
    window.addEventListener("focus", () => this.store.refresh(), on);
    window.addEventListener("pagehide", () => this.keepMemo(), on);
    this.root.addEventListener("pointerenter", () => this.store.refresh(), on);
    this.text.addEventListener("focus", () => this.mendFocus(), on);
    for (const type of ["wheel", "touchmove", "mousedown"]) this.text.addEventListener(type, () => (this.settling = 0), { signal, passive: true });
    this.text.addEventListener("scroll", () => this.width && (this.top = this.text.scrollTop), { signal, passive: true });
    this.filter.addEventListener("input", () => this.listCodes(), on);
    this.note.addEventListener("input", () => this.fitNote(), on);
    this.note.addEventListener("blur", () => this.keepMemo(), on);
    this.threads.addEventListener("change", () => this.chooseThread(), on);
    this.card.addEventListener("click", (e) => e.target === this.card && this.hideCard(), on);
    /** @type {[HTMLElement, () => void][]} */
    const clicks = [
      [this.theirs, () => this.toggleOthers()], [this.undo, () => this.take("undo")], [this.redo, () => this.take("redo")], [this.back, () => this.step(-1)],
      [this.fore, () => this.step(1)], [this.help, () => this.showCard()], [this.toggle, () => this.fold()], [this.shut, () => this.hideCard()],
    ];
    for (const [node, does] of clicks) node.addEventListener("click", does, on);
    this.store.views.add(this.hear);
  }

  close() {
    this.keepMemo();
    this.gone.abort();
    this.near.disconnect();
    this.size.disconnect();
    this.store.views.delete(this.hear);
    this.hold(null);
    this.root.remove();
  }

  /** @param {Parameters<Store["tell"]>[0]} news */
  hear(news) {
    if (news.kind === "status") this.showStatus();
    else if (news.kind === "refused") this.warn(news.why ?? "", news.verb);
    else if (news.kind === "thread") this.open();
    else {
      const touched = (news.utterances ?? []).map((id) => this.byId.get(id)).filter((p) => p !== undefined);
      for (const place of touched) this.renew(place);
      this.showCounts();
      if ((news.verb === "undo" || news.verb === "redo") && news.own) this.showUndone(news.verb, news.undone, touched);
      this.showDock();
    }
  }

  // ---- a thread is opened

  open() {
    const { state } = this.store, kept = this.places[this.here]?.u.id, top = this.text.scrollTop, same = this.shown === state.thread;
    this.shown = state.thread;
    this.codes = new Map(state.codes.map((c, n) => [c.code, { ...c, key: keyOf(n) }]));
    this.threads.replaceChildren(...state.threads.map((t) => el("option", { value: t.id, selected: t.id === state.thread }, `${shorten(t.id, 60)}  (${t.utterances})`)));
    this.threads.hidden = state.threads.length < 2;
    this.title.textContent = state.threads.length < 2 ? state.thread ?? state.project : "";
    this.title.title = this.title.textContent;
    this.places = replyTree(state.utterances).map((t, n) => this.place(t, n));
    this.byId = new Map(this.places.map((p) => [p.u.id, p]));
    const again = same ? this.places.findIndex((p) => p.u.id === kept) : 0;
    this.here = Math.max(0, again);
    if (!same) this.selection = [];
    this.selection = this.selection.filter((s) => s.n < this.places.length);
    const sections = [];
    for (let n = 0; n < this.places.length; n += SECTION) sections.push(this.section(this.places.slice(n, n + SECTION)));
    this.near.disconnect();
    this.text.replaceChildren(...(sections.length ? sections : [this.empty()]));
    this.size.disconnect();
    this.size.observe(this.text);
    for (const section of sections) {
      this.near.observe(section);
      this.size.observe(section);
    }
    this.text.scrollTop = same ? top : 0;
    this.root.classList.toggle("dc-bare", !this.places.length);
    this.listCodes();
    this.showCounts();
    this.showStatus();
    this.showDock();
    this.point();
  }

  empty() {
    return el("div", { class: "dc-empty" }, el("h2", {}, "No texts yet"), el("p", {}, "Read a discussion and add it to the project, then show the desk again:"),
      el("pre", {}, 'study.add(dc.read("page.txt"))\nstudy.add(dc.Codebook.read("codebook.yml"))\ndc.show_coder(study)'));
  }

  /** @param {{n: number, depth: number, parent: number}} at @param {number} n @returns {Place} */
  place(at, n) {
    const u = this.store.state.utterances[at.n], answered = at.parent >= 0 ? this.store.state.utterances[at.parent] : null;
    const name = u.participant ?? "Unnamed", how = u.named_by && u.named_by !== "stated" ? NAMED_BY[u.named_by] ?? u.named_by : "";
    const flag = el("span", { class: "dc-flag" }), said = el("div", { class: "dc-said", dir: "auto" }, u.text), margin = el("div", { class: "dc-margin" });
    const head = el("header", {}, el("bdi", { class: u.participant ? "dc-who" : "dc-who dc-nobody" }, name),
      answered && answered.kind !== "post" && el("span", { class: "dc-to" }, "to ", el("bdi", {}, answered.participant ?? "unnamed")),
      u.kind !== "reply" && u.kind !== "comment" && el("span", { class: "dc-kind" }, u.kind), u.time && el("time", { datetime: u.time }, showTime(u.time)),
      how && how !== NAMED_BY.unknown && el("span", { class: "dc-how" }, how), flag);
    const look = u.kind === "post" ? " dc-post" : u.kind === "pingback" ? " dc-pingback" : "";
    const told = `${name}, ${u.kind}${answered ? `, to ${answered.participant ?? "unnamed"}` : ""}`;
    const box = el("article", { class: `dc-u${look}`, "data-n": n, "aria-label": told }, head, said, margin);
    box.style.setProperty("--depth", String(Math.min(at.depth, 7)));
    return { n, u, map: offsetMap(u.text), drawn: false, items: [], box, said, margin, flag };
  }

  /** @param {Place[]} places */
  section(places) {
    const guess = places.reduce((sum, p) => sum + 56 + 28 * Math.ceil(p.u.text.length / 62), 0);
    const section = el("section", { class: "dc-section", "data-from": places[0].n }, ...places.map((p) => p.box));
    section.style.setProperty("contain-intrinsic-block-size", `auto ${guess}px`);
    return section;
  }

  // ---- codings are drawn: only those near the window, one utterance at a time

  /** @param {IntersectionObserverEntry[]} seen */
  drawNear(seen) {
    for (const { target, isIntersecting } of seen) {
      const from = Number(/** @type {HTMLElement} */ (target).dataset.from);
      const places = this.places.slice(from, from + SECTION);
      if (!isIntersecting) continue;
      const fresh = places.filter((p) => !p.drawn);
      for (const place of fresh) this.drawText(place);
      this.drawMargins(places);
    }
    this.settle();
  }

  /** @param {Place} place */
  renew(place) {
    if (this.dragging) this.due.add(place); // a selection that is being drawn must not lose its text
    else if (place.drawn) {
      this.drawText(place);
      this.drawMargins([place]);
      if (this.selection.some((s) => s.n === place.n)) this.restore();
    } else place.items = this.itemsOf(place);
  }

  /** @param {Place} place @returns {Item[]} */
  itemsOf(place) {
    const { codings, suggestions } = this.store.rows(place.u.id), { units } = place.map;
    const mine = codings.filter((c) => this.others || c.coder === this.store.coder || !this.store.coder);
    const all = [...mine.map((c) => ({ ...c, suggested: false })), ...suggestions.map((s) => ({ ...s, suggested: true }))];
    const items = all.map((c) => ({ ...c, a: units(c.start), b: units(c.end), lane: 0 })).sort((x, y) => x.a - y.a || y.b - x.b || Number(x.suggested) - Number(y.suggested));
    lanes(items).forEach((lane, n) => (items[n].lane = lane));
    return items;
  }

  /** @param {Place} place */
  drawText(place) {
    place.drawn = true;
    place.items = this.itemsOf(place);
    const { text } = place.u;
    place.said.replaceChildren(...pieces(text.length, place.items).map(({ a, b, on }) => {
      const words = document.createTextNode(text.slice(a, b));
      if (!on.length) return words;
      const items = on.map((n) => place.items[n]), lit = items.find((i) => this.focused?.id === i.id), decided = items.filter((i) => !i.suggested);
      const mark = el("mark", { class: "dc-mark", title: items.map((i) => this.describe(i)).join("\n") }, words);
      mark.classList.toggle("dc-lit", !!lit);
      mark.classList.toggle("dc-maybe", !decided.length);
      mark.style.setProperty("--wash", lit ? this.ink(lit.code) : decided.length === 1 ? this.ink(decided[0].code) : "var(--dc-ink)");
      const shown = items.filter((i) => i.lane < UNDERLINES), room = 4 * (1 + Math.max(0, ...shown.map((i) => i.lane)));
      mark.style.paddingBottom = `${room}px`;
      const solid = (/** @type {Item} */ i) => `linear-gradient(${this.ink(i.code)} 0 0)`;
      const dashed = (/** @type {Item} */ i) => `repeating-linear-gradient(90deg, ${this.ink(i.code)} 0 4px, transparent 4px 7px)`;
      mark.style.backgroundImage = shown.map((i) => (i.suggested ? dashed(i) : solid(i))).join(", ");
      mark.style.backgroundPosition = shown.map((i) => `0 calc(100% - ${room - 3 - 4 * i.lane}px)`).join(", ");
      mark.style.backgroundSize = shown.map((i) => "100% 2px").join(", ");
      return mark;
    }));
    place.box.style.setProperty("--more-lanes", String(Math.max(0, Math.min(UNDERLINES, Math.max(0, ...place.items.map((i) => i.lane + 1))) - 2)));
    const memos = this.store.rows(place.u.id).memos;
    place.flag.replaceChildren(...memos.map(({ coder, text: words }) => {
      const told = { title: words, "aria-label": `Memo of ${coder}: ${words}`, "data-lm-suppress-shortcuts": true };
      return el("button", { type: "button", class: "dc-memo", tabindex: -1, ...told, click: () => this.memoOn(place) }, icon("memo"));
    }));
    place.box.classList.toggle("dc-coded", place.items.some((i) => !i.suggested));
  }

  /** Stripes and labels beside these utterances: all is measured before anything is moved. @param {Place[]} places */
  drawMargins(places) {
    const measured = places.filter((p) => p.drawn).map((place) => {
      const top = place.box.getBoundingClientRect().top, line = place.items.length ? parseFloat(getComputedStyle(place.said).lineHeight) : 0;
      return { place, spans: place.items.map((i) => {
        const rects = [...this.range(place, i.a, i.b).getClientRects()].filter((r) => r.height);
        const first = Math.min(...rects.map((r) => r.top)), last = Math.max(...rects.map((r) => r.bottom));
        return Number.isFinite(first) ? { top: first - top, bottom: last - top } : { top: line, bottom: 2 * line };
      }) };
    });
    for (const { place, spans } of measured) {
      const order = spans.map((_, n) => n).sort((m, n) => spans[m].top - spans[n].top || place.items[m].lane - place.items[n].lane);
      const tops = stack(order.map((n) => spans[n].top + 1), TAG, 2);
      const columns = lanes(spans.map((s) => ({ a: s.top, b: s.bottom }))), width = Math.min(STRIPES, Math.max(0, ...columns.map((c) => c + 1)));
      const stripes = place.items.map((item, n) => {
        if (columns[n] >= STRIPES) return null;
        const stripe = el("i", { class: `dc-stripe${item.suggested ? " dc-maybe" : ""}${this.focused?.id === item.id ? " dc-lit" : ""}` });
        stripe.style.cssText = `top:${spans[n].top + 2}px;height:${Math.max(8, spans[n].bottom - spans[n].top - 4)}px;left:${columns[n] * 6}px`;
        stripe.style.setProperty("--c", this.ink(item.code));
        return stripe;
      });
      const tags = order.map((n, k) => this.tag(place, place.items[n], tops[k], width * 6 + 4));
      place.margin.replaceChildren(...stripes.filter((s) => s !== null), ...tags);
      place.margin.style.minHeight = tops.length ? `${tops[tops.length - 1] + TAG}px` : "";
    }
  }

  /** @param {Place} place @param {Item} item @param {number} top @param {number} left */
  tag(place, item, top, left) {
    const look = `dc-tag${item.suggested ? " dc-maybe" : ""}${item.pending ? " dc-pending" : ""}${this.focused?.id === item.id ? " dc-lit" : ""}`;
    const plain = { type: "button", tabindex: -1, "data-lm-suppress-shortcuts": true }, foreign = item.coder !== this.store.coder && !item.suggested;
    const name = el("button", { ...plain, class: "dc-name", "aria-label": this.describe(item), click: () => this.focusOn(place, item) },
      el("bdi", {}, leaf(item.code)), foreign && el("span", {}, item.coder), item.memo && icon("memo"));
    /** @param {"accept" | "reject"} verb @param {string} told @param {"yes" | "no"} sign */
    const choice = (verb, told, sign) => el("button", { ...plain, class: `dc-${sign}`, "aria-label": `${told} ${item.code}`, title: `${told} (${sign[0]})`, click: () => this.decide(place, item, verb) }, icon(sign));
    const decide = item.suggested && this.store.state.may_write && el("span", { class: "dc-decide" }, choice("accept", "Accept", "yes"), choice("reject", "Reject", "no"));
    const tag = el("div", { class: look, title: this.describe(item) }, name, decide);
    tag.style.cssText = `top:${top}px;left:${left}px`;
    tag.style.setProperty("--c", this.ink(item.code));
    return tag;
  }

  resized() {
    const before = this.width;
    if (before === this.text.clientWidth) return this.settle();
    this.width = this.text.clientWidth;
    if (!this.width) return; // hidden, or taken out by a notebook that keeps only what is in view
    if (!before) this.text.scrollTop = this.top;
    this.drawMargins(this.places.filter((p) => p.drawn && p.items.length));
  }

  /** @param {Item} item */
  describe(item) {
    const score = item.score === undefined ? "" : ` ${item.score.toFixed(2)}`;
    return item.suggested ? `${item.code}? suggested by ${item.coder}${score}${item.reason ? `: ${item.reason}` : ""}` : `${item.code}, coded by ${item.coder}${item.memo ? `: ${item.memo}` : ""}`;
  }

  /** A code's colour, moved a little towards the ink of the theme. @param {string} code */
  ink(code) { return `color-mix(in oklab, ${safeColour(this.codes.get(code)?.colour ?? "")} var(--dc-keep), var(--dc-pole))`; }

  // ---- the codebook

  listCodes() {
    const wanted = this.filter.value.trim().toLocaleLowerCase(), all = [...this.codes.values()];
    this.hits = wanted ? all.filter((c) => c.code.toLocaleLowerCase().includes(wanted) || c.brief.toLocaleLowerCase().includes(wanted)) : all;
    this.hits.sort((x, y) => Number(leaf(y.code).toLocaleLowerCase().startsWith(wanted)) - Number(leaf(x.code).toLocaleLowerCase().startsWith(wanted)) || 0);
    const tally = this.tally();
    this.list.replaceChildren(...this.hits.map((c, n) => {
      const chip = el("i", { class: "dc-chip-colour", "aria-hidden": "true" }), depth = wanted ? 0 : c.code.split("/").length - 1;
      chip.style.background = this.ink(c.code);
      const above = wanted && c.code.includes("/") ? c.code.slice(0, c.code.lastIndexOf("/") + 1) : "";
      const sum = tally.get(c.code) ?? 0, told = `${c.code}${c.key ? `, key ${c.key}` : ""}, ${count(sum, "coding")}`;
      const row = el("button", {
        type: "button", class: `dc-code${wanted && n === 0 ? " dc-first" : ""}`, tabindex: n ? -1 : 0, "data-lm-suppress-shortcuts": true, "data-code": c.code,
        title: [c.code, c.brief || c.definition].filter(Boolean).join("\n"), "aria-label": told, click: () => this.give(c.code, true),
      }, el("kbd", { class: c.key ? "" : "dc-none" }, c.key), chip, el("span", { class: "dc-label" }, above && el("small", {}, above), leaf(c.code)),
        el("span", { class: "dc-count" }, sum ? String(sum) : ""));
      row.style.setProperty("--depth", String(depth));
      return el("li", {}, row);
    }));
    if (!this.codes.size) this.list.replaceChildren(el("li", { class: "dc-nothing" }, "No codes yet. In a cell: ", el("code", {}, 'study.define("ownership")')));
    else if (!this.hits.length) this.list.replaceChildren(el("li", { class: "dc-nothing" }, "No code of that name."));
  }

  tally() {
    const tally = new Map();
    for (const place of this.places) for (const c of this.store.rows(place.u.id).codings) if (c.coder === this.store.coder || this.others) tally.set(c.code, (tally.get(c.code) ?? 0) + 1);
    return tally;
  }

  showCounts() {
    if (this.counting) return; // counts may come a moment later: the mark that was just made comes first
    this.counting = setTimeout(() => {
      this.counting = undefined;
      const tally = this.tally(), coder = this.store.coder;
      for (const row of this.list.querySelectorAll("button")) {
        const n = tally.get(row.dataset.code ?? "") ?? 0, shown = row.querySelector(".dc-count");
        if (shown) shown.textContent = n ? String(n) : "";
      }
      let coded = 0, open = 0, theirs = 0;
      for (const { u } of this.places) {
        const { codings, suggestions } = this.store.rows(u.id);
        coded += codings.some((c) => c.coder === coder) ? 1 : 0;
        theirs += codings.filter((c) => c.coder !== coder).length;
        open += suggestions.length;
      }
      this.progress.textContent = this.places.length ? `${coded} of ${this.places.length} coded` : "";
      this.bar.style.width = `${this.places.length ? (100 * coded) / this.places.length : 0}%`;
      this.waiting.textContent = open ? count(open, "suggestion") : "";
      this.walk.hidden = !open;
      this.theirs.hidden = !theirs || !coder;
      this.theirs.textContent = `Others ${theirs}`;
      this.theirs.title = `${this.others ? "Hide" : "Show"} ${count(theirs, "coding")} of other coders`;
      this.theirs.setAttribute("aria-pressed", String(this.others));
      this.root.classList.toggle("dc-reading", !this.store.state.may_write);
    }, 60);
  }

  toggleOthers() {
    this.others = !this.others;
    for (const place of this.places) this.renew(place);
    this.listCodes();
    this.showCounts();
    this.toText();
  }

  fold() {
    this.root.classList.toggle("dc-open");
    this.toggle.setAttribute("aria-expanded", String(this.root.classList.contains("dc-open")));
    if (this.root.classList.contains("dc-open")) this.filter.focus();
    else this.toText();
  }

  endFind() {
    this.filter.value = "";
    this.listCodes();
    this.root.classList.remove("dc-open");
    this.toggle.setAttribute("aria-expanded", "false");
  }

  chooseThread() {
    this.keepMemo();
    this.store.send("open_thread", { thread: this.threads.value });
    this.toText();
  }

  // ---- selecting

  /** @param {Place} place @param {number} a @param {number} b */
  range(place, a, b) {
    const range = document.createRange();
    const walk = document.createTreeWalker(place.said, NodeFilter.SHOW_TEXT);
    let at = 0, begun = false;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const end = at + /** @type {Text} */ (node).length;
      if (!begun && (a < end || end === place.u.text.length)) {
        range.setStart(node, a - at);
        begun = true;
      }
      if (begun && b <= end) {
        range.setEnd(node, b - at);
        break;
      }
      at = end;
    }
    return range;
  }

  /** @param {Span} span */
  rangeOf({ n, anchor, focus }) { return this.range(this.places[n], Math.min(anchor, focus), Math.max(anchor, focus)); }

  /** How many units of this utterance stand before a place in the document. @param {Place} place @param {Node} node @param {number} offset */
  unitsBefore(place, node, offset) {
    const before = document.createRange();
    before.selectNodeContents(place.said);
    const side = before.comparePoint(node, offset);
    if (side < 0) return 0;
    if (side > 0) return place.u.text.length;
    before.setEnd(node, offset);
    return before.toString().length;
  }

  /** The selection of the page, as far as it lies in the texts; by whole characters, without white space at its ends. @returns {Span[]} */
  readSelection() {
    const chosen = window.getSelection();
    if (!chosen?.rangeCount || chosen.isCollapsed || !chosen.anchorNode || !chosen.focusNode) return [];
    const range = chosen.getRangeAt(0), backwards = chosen.anchorNode !== range.startContainer || chosen.anchorOffset !== range.startOffset;
    if (!range.intersectsNode(this.text)) return [];
    /** @type {Span[]} */
    const spans = [];
    for (const place of this.places) {
      if (!range.intersectsNode(place.said)) continue;
      const a = this.unitsBefore(place, range.startContainer, range.startOffset), b = this.unitsBefore(place, range.endContainer, range.endOffset);
      const [from, to] = trim(place.u.text, ...snap(place.u.text, Math.min(a, b), Math.max(a, b)));
      if (from < to) spans.push(backwards ? { n: place.n, anchor: to, focus: from } : { n: place.n, anchor: from, focus: to });
    }
    return spans;
  }

  /** @param {Span[]} spans @param {boolean} [reveal] */
  select(spans, reveal = true) {
    this.selection = spans;
    if (spans.length) this.here = spans[spans.length - 1].n;
    this.restore();
    if (reveal && spans.length) this.reveal();
    this.point();
    this.showDock();
  }

  /** Show the selection in the page again, after its text was drawn anew or the focus was elsewhere. */
  restore() {
    const first = this.selection[0], last = this.selection.at(-1), chosen = window.getSelection();
    if (!first || !last) {
      this.hold(null);
      if (chosen && this.inText(chosen.anchorNode)) chosen.removeAllRanges();
      return;
    }
    const a = this.rangeOf(first), b = this.rangeOf(last);
    const whole = document.createRange();
    whole.setStart(a.startContainer, a.startOffset);
    whole.setEnd(b.endContainer, b.endOffset);
    this.hold(this.selection.map((s) => this.rangeOf(s)));
    if (chosen && (document.activeElement === this.text || document.activeElement === this.root)) {
      if (last.focus < last.anchor) chosen.setBaseAndExtent(whole.endContainer, whole.endOffset, whole.startContainer, whole.startOffset);
      else chosen.setBaseAndExtent(whole.startContainer, whole.startOffset, whole.endContainer, whole.endOffset);
      this.put = [chosen.anchorNode, chosen.anchorOffset, chosen.focusNode, chosen.focusOffset];
    }
  }

  /** Keep the passage visible as chosen while the focus is in a field. @param {Range[] | null} ranges */
  hold(ranges) {
    if (typeof Highlight !== "function" || !CSS.highlights) return;
    const shared = CSS.highlights.get("dc-held") ?? new Highlight();
    CSS.highlights.set("dc-held", shared);
    for (const range of this.held) shared.delete(range);
    for (const range of ranges ?? []) shared.add(range);
    this.held = ranges ?? [];
  }

  /** @param {Node | null} node */
  inText(node) { return !!node && this.text.contains(node); }

  /** The selection has moved: by the mouse, by touch, by a reader's software. */
  follow() {
    const chosen = window.getSelection();
    const ours = chosen && this.put && [chosen.anchorNode, chosen.anchorOffset, chosen.focusNode, chosen.focusOffset].every((x, n) => x === this.put[n]);
    if (this.dragging || ours) return;
    if (chosen && !chosen.isCollapsed && this.inText(chosen.anchorNode) && document.activeElement === this.text) {
      const spans = this.readSelection();
      if (spans.length && JSON.stringify(spans) !== JSON.stringify(this.selection)) {
        this.selection = spans;
        this.focused = null;
        this.hold(spans.map((s) => this.rangeOf(s)));
        this.showDock();
      }
    }
  }

  /** @param {MouseEvent} e */
  press(e) {
    const target = /** @type {HTMLElement} */ (e.target);
    if (target.closest("input, select, textarea, .dc-note")) return;
    if (target.closest("button")) {
      e.preventDefault(); // the text keeps the focus and its selection
      return;
    }
    if (this.inText(target) && e.button === 0 && !(e.shiftKey && this.selection.length)) window.getSelection()?.removeAllRanges(); // else dragging would move the old passage
    if (this.inText(target) && e.button === 0) {
      this.dragging = true;
      this.root.classList.add("dc-dragging");
      this.hold(null);
      this.root.classList.remove("dc-open");
      this.pressed = target;
      if (document.activeElement !== this.text) this.text.focus({ preventScroll: true });
    } else if (!this.inText(target)) {
      e.preventDefault();
      this.toText();
    }
  }

  release() {
    if (!this.dragging) return;
    requestAnimationFrame(() => { // a click into a selection ends it only after mouseup
      this.dragging = false;
      this.root.classList.remove("dc-dragging");
      this.toText();
      const spans = this.readSelection();
      if (spans.length) {
        this.focused = null;
        this.select(spans, false);
        this.redrawLit();
      } else this.clicked();
      for (const place of this.due) this.renew(place);
      this.due.clear();
    });
  }

  /** A click without a selection: the utterance, and the coding under it; again, the next one under it. */
  clicked() {
    const box = this.pressed?.closest("article"), place = box && this.places[Number(box.dataset.n)];
    if (!place) return this.letGo();
    this.here = place.n;
    const chosen = window.getSelection(), mark = this.pressed?.closest(".dc-mark");
    if (mark && chosen?.anchorNode) {
      const at = this.unitsBefore(place, chosen.anchorNode, chosen.anchorOffset);
      const under = place.items.filter((i) => i.a <= at && at <= i.b).sort((x, y) => x.b - x.a - (y.b - y.a));
      const k = under.findIndex((i) => i.id === this.focused?.id);
      if (under.length) return this.focusOn(place, under[(k + 1) % under.length], false);
    }
    this.letGo();
  }

  letGo() {
    this.focused = null;
    this.redrawLit();
    this.select([], false);
  }

  /** @param {Place} place @param {Item} item @param {boolean} [reveal] */
  focusOn(place, item, reveal = true) {
    this.keepMemo();
    this.focused = { id: item.id, suggested: item.suggested };
    this.redrawLit(place);
    this.toText();
    this.select([{ n: place.n, anchor: item.a, focus: item.b }], reveal);
    this.say(`${item.suggested ? "Suggestion" : "Coding"}: ${item.code}, “${shorten(place.u.text.slice(item.a, item.b), 80)}”`);
  }

  /** @param {Place} [now] */
  redrawLit(now) {
    for (const place of new Set([this.lit, now])) if (place?.drawn) {
      this.drawText(place);
      this.drawMargins([place]);
    }
    this.lit = now;
  }

  /** The coding in focus, with where it stands. */
  get current() {
    if (!this.focused) return null;
    for (const place of this.lit ? [this.lit] : this.places) {
      const item = place.items.find((i) => i.id === this.focused?.id);
      if (item) return { place, item };
    }
    return null;
  }

  point() {
    this.pointed?.classList.remove("dc-here");
    this.pointed = this.places[this.here]?.box;
    this.pointed?.classList.add("dc-here");
  }

  /** Scroll this desk, and not the notebook, until the moving end of the selection stands well inside. */
  reveal() {
    this.settling = performance.now() + 800;
    this.scrollTo();
  }

  /** What was never drawn turns out taller or flatter than guessed: then the place is looked for again, until all stands. */
  settle() {
    if (performance.now() < this.settling) this.scrollTo();
  }

  scrollTo() {
    const last = this.selection.at(-1), place = this.places[this.here];
    if (!place) return;
    const view = this.text.getBoundingClientRect(), room = Math.min(72, view.height / 5), end = place.u.text.length;
    const target = last ? this.range(place, Math.max(0, Math.min(last.focus, end - 1)), Math.min(last.focus + 1, end)) : place.box;
    const box = target.getBoundingClientRect(), bottom = last ? box.bottom : Math.min(box.bottom, box.top + view.height - 2 * room);
    if (box.top < view.top + room) this.text.scrollTop -= view.top + room - box.top;
    else if (bottom > view.bottom - room) this.text.scrollTop += bottom - view.bottom + room;
  }

  toText() {
    if (document.activeElement !== this.text) this.text.focus({ preventScroll: true });
  }

  mendFocus() {
    this.store.refresh();
    if (this.selection.length && !this.dragging) this.restore();
  }

  // ---- keys

  /** Lab's own shortcuts are shut out of the desk, save those with Ctrl or Cmd that the desk does not use. @param {KeyboardEvent} e */
  passLab(e) {
    const free = commandOf(keyEvent(e)) === "pass" && (e.ctrlKey || e.metaKey);
    for (let node = /** @type {Element | null} */ (e.target); node; node = node === this.root ? null : node.parentElement) node.toggleAttribute("data-lm-suppress-shortcuts", !free);
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const command = commandOf(keyEvent(e)), target = /** @type {HTMLElement} */ (e.target);
    const field = target.matches("input, textarea, select");
    if (command === "pass") return;
    e.stopPropagation();
    if (!this.card.hidden) {
      if (["leave", "card"].includes(command)) this.hideCard();
      if (e.key !== "Enter" && e.key !== " ") e.preventDefault();
    } else if (field) this.keyInField(e, target, command);
    else if (e.key === "Tab") return;
    else if (target.closest("button") && (e.key === "Enter" || e.key === " ")) return;
    else if (target.closest(".dc-list")) this.keyInList(e, target);
    else if (command !== "swallow") {
      e.preventDefault();
      this.obey(command, e.repeat);
    }
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} field @param {string} command */
  keyInField(e, field, command) {
    if (e.isComposing) return;
    const done = e.key === "Escape" || (field === this.note && e.key === "Enter" && (e.ctrlKey || e.metaKey));
    if (done) {
      e.preventDefault();
      if (field === this.filter) this.endFind();
      this.toText();
    } else if (field === this.filter && e.key === "Enter" && this.hits.length) {
      e.preventDefault();
      const { code } = this.hits[0];
      this.endFind();
      this.give(code, true);
    } else if (field === this.filter && command === "next") {
      e.preventDefault();
      this.list.querySelector("button")?.focus();
    }
  }

  /** @param {KeyboardEvent} e @param {HTMLElement} target */
  keyInList(e, target) {
    const rows = [...this.list.querySelectorAll("button")], n = rows.indexOf(/** @type {HTMLButtonElement} */ (target));
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) {
      e.preventDefault();
      (rows[n + step] ?? (step < 0 ? this.filter : target)).focus();
    } else if (e.key === "Escape") {
      this.endFind();
      this.toText();
    }
  }

  /** @param {string} command @param {boolean} repeated */
  obey(command, repeated) {
    const name = command.replace(/[+-]$/, ""), said = this.places[this.here]?.said;
    const leftwards = /^(word|grow|grow-character)$/.test(name) && said && getComputedStyle(said).direction === "rtl"; // → goes back there
    const sign = command.endsWith("-") !== !!leftwards ? -1 : 1;
    if (command.startsWith("code:")) {
      const code = [...this.codes.values()].find((c) => c.key === command.slice(5));
      if (repeated) return;
      if (code) this.give(code.code);
      else this.say(`No code has the key ${command.slice(5)}.`, true);
    } else if (name === "next" || name === "previous") this.go(name === "next" ? 1 : -1);
    else if (["word", "first", "last", "sentence", "utterance", "grow", "grow-character", "grow-line", "grow-first", "grow-last"].includes(name)) this.reach(name, /** @type {1 | -1} */ (sign));
    else if (name === "find") {
      this.root.classList.add("dc-open");
      this.filter.focus();
      this.filter.select();
    } else if (name === "repeat") this.latest ? this.give(this.latest) : this.say("No code was given yet.", true);
    else if (name === "overlap") this.cycle();
    else if (name === "uncode") this.uncode();
    else if (name === "memo") this.memo();
    else if (name === "suggestion") this.step(/** @type {1 | -1} */ (sign));
    else if ((name === "accept" || name === "reject") && !repeated) this.decideFocused(name);
    else if (name === "undo" || name === "redo") this.take(name);
    else if (name === "card") this.showCard();
    else if (name === "leave") this.leave();
  }

  /** To the next utterance or the one before; the first time, to the one at hand. @param {1 | -1} step */
  go(step) {
    if (!this.places.length) return;
    if (this.went || this.selection.length) this.here = Math.max(0, Math.min(this.places.length - 1, this.here + step));
    this.went = true;
    this.focused = null;
    this.redrawLit();
    this.select([], false);
    this.reveal();
    const { u } = this.places[this.here];
    this.say(`${u.participant ?? "Unnamed"}: ${shorten(u.text, 160)}`);
  }

  /** Selecting by keyboard. The cursor is the word that is selected. @param {string} name @param {1 | -1} sign @returns {void} */
  reach(name, sign) {
    const place = this.places[this.here];
    if (!place) return;
    const { text } = place.u, now = this.selection.length === 1 && this.selection[0].n === this.here ? this.selection[0] : null;
    const low = now ? Math.min(now.anchor, now.focus) : 0, high = now ? Math.max(now.anchor, now.focus) : 0;
    /** @type {[number, number] | null} */
    let to = null;
    if (name === "word") {
      to = now ? word(text, sign > 0 ? high : low, sign) : word(text, sign > 0 ? 0 : text.length, sign);
      const over = this.here + sign;
      if (!to && now && over >= 0 && over < this.places.length) {
        this.selection = [];
        this.here = over;
        return this.reach(name, sign);
      }
    } else if (name === "first") to = word(text, 0, 1);
    else if (name === "last") to = word(text, text.length, -1);
    else if (name === "utterance") to = trim(text, 0, text.length);
    else if (name === "sentence") {
      to = sentence(text, low);
      if (now && to[0] === low && to[1] <= high) {
        const next = word(text, high, 1);
        to = next ? [low, sentence(text, next[0])[1]] : [low, high];
      }
    } else {
      const anchor = now ? now.anchor : word(text, 0, 1)?.[0] ?? 0, focus = this.stretch(name, sign, place, now?.focus ?? anchor, anchor);
      if (focus === anchor) return;
      return this.chosen([{ n: place.n, anchor, focus }]);
    }
    if (to && to[0] < to[1]) this.chosen([{ n: place.n, anchor: to[0], focus: to[1] }]);
  }

  /** Where the moving end of a selection comes to stand. @param {string} name @param {1 | -1} sign @param {Place} place @param {number} focus @param {number} anchor */
  stretch(name, sign, place, focus, anchor) {
    const { text } = place.u;
    if (name === "grow") {
      const next = word(text, focus, sign);
      const past = sign > 0 ? next?.[1] ?? trim(text, 0, text.length)[1] : next?.[0] ?? 0;
      if (sign < 0 && focus > anchor) return Math.max(anchor, next ? word(text, next[0], -1)?.[1] ?? anchor : anchor); // shrink to the end of the word before
      return sign > 0 && focus < anchor ? Math.min(anchor, next ? word(text, next[1], 1)?.[0] ?? anchor : anchor) : past;
    }
    if (name === "grow-character") return sign > 0 ? snap(text, focus, Math.min(text.length, focus + 1))[1] : snap(text, Math.max(0, focus - 1), focus)[0];
    if (name === "grow-first") return 0;
    if (name === "grow-last") return text.length;
    const chosen = window.getSelection(); // by lines: only the browser knows where they break
    chosen?.modify("extend", sign > 0 ? "forward" : "backward", "line");
    if (!chosen?.focusNode) return focus;
    const at = this.unitsBefore(place, chosen.focusNode, chosen.focusOffset);
    return at > anchor ? snap(text, anchor, at)[1] : snap(text, at, anchor)[0];
  }

  /** @param {Span[]} spans */
  chosen(spans) {
    this.focused = null;
    this.redrawLit();
    this.select(spans);
    const { n, anchor, focus } = spans[0];
    this.say(shorten(this.places[n].u.text.slice(Math.min(anchor, focus), Math.max(anchor, focus)), 200));
  }

  leave() {
    if (this.selection.length || this.focused) this.letGo();
    else /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // not to the notebook, whose single keys delete cells
  }

  // ---- deeds

  /** Give the selection a code. @param {string} code @param {boolean} [byMouse] */
  give(code, byMouse = false) {
    if (byMouse) {
      this.root.classList.remove("dc-open");
      this.toText();
    }
    if (!this.mayWrite()) return;
    if (!this.selection.length) return this.say("Select a passage first: drag over it, or press Space for the whole utterance.", true);
    const passages = this.selection.map(({ n, anchor, focus }) => {
      const { u, map } = this.places[n], a = Math.min(anchor, focus), b = Math.max(anchor, focus);
      return { utterance: u.id, start: map.points(a), end: map.points(b), quote: u.text.slice(a, b), id: newId() };
    });
    const undoing = this.store.inOrder().some((o) => o.verb === "undo" || o.verb === "redo"); // what stands is then known to the project only
    const fresh = passages.filter((p) => undoing || !this.store.rows(p.utterance).codings.some((c) => c.code === code && c.coder === this.store.coder && c.start === p.start && c.end === p.end));
    if (!fresh.length) return this.say(`This is coded as ${code} already.`, true);
    this.latest = code;
    const last = fresh[fresh.length - 1], place = this.byId.get(last.utterance);
    this.focused = { id: last.id, suggested: false };
    const before = this.lit;
    this.lit = place;
    this.store.send("code", { code, passages: fresh, utterances: fresh.map((p) => p.utterance) });
    if (before && before !== place) this.renew(before);
    const parts = fresh.length > 1 ? `, one coding in each of ${fresh.length} utterances` : "";
    this.say(`Coded “${shorten(last.quote, 60)}” as ${code}${parts}; undo with ${MAC ? "⌘" : "Ctrl"}+Z.`);
    const row = [...this.list.querySelectorAll("button")].find((b) => b.dataset.code === code);
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) row?.animate([{ background: "var(--dc-line)" }, {}], { duration: 500 });
  }

  uncode() {
    if (!this.mayWrite()) return;
    this.keepMemo();
    const now = this.current;
    if (now?.item.suggested) return this.say("This is a suggestion: n rejects it.", true);
    if (!now) return this.say("Choose a coding first: click it, or press o on the passage.", true);
    this.store.send("uncode", { ids: [now.item.id], utterances: [now.place.u.id] });
    this.focused = null;
    this.showDock();
    this.say(`Took ${now.item.code} back; undo with ${MAC ? "⌘" : "Ctrl"}+Z.`);
  }

  /** @param {Place} place @param {Item} item @param {"accept" | "reject"} verb */
  decide(place, item, verb) {
    if (!this.mayWrite()) return;
    const all = this.suggestions(), at = all.findIndex((s) => s.item.id === item.id), next = all[at + 1] ?? all.find((s) => s.item.id !== item.id);
    this.store.send(verb, { ids: [item.id], utterances: [place.u.id] });
    this.say(`${verb === "accept" ? "Accepted" : "Rejected"} ${item.code}.${next ? "" : " No suggestions are left."}`);
    this.focused = null;
    if (next) {
      const there = next.place.items.find((i) => i.id === next.item.id);
      if (there) this.focusOn(next.place, there);
    } else this.redrawLit();
    this.showDock();
  }

  /** @param {"accept" | "reject"} verb */
  decideFocused(verb) {
    const now = this.current;
    if (now?.item.suggested) this.decide(now.place, now.item, verb);
    else this.say("No suggestion is in focus: ] goes to the next.", true);
  }

  suggestions() {
    const open = this.places.filter((place) => this.store.rows(place.u.id).suggestions.length);
    return open.flatMap((place) => (place.drawn ? place.items : this.itemsOf(place)).filter((i) => i.suggested).map((item) => ({ place, item })));
  }

  /** @param {1 | -1} sign */
  step(sign) {
    const all = this.suggestions();
    if (!all.length) return this.say("There are no suggestions here.", true);
    const now = all.findIndex((s) => s.item.id === this.focused?.id);
    let to = now + sign;
    if (now < 0) {
      const at = this.selection[0]?.anchor ?? 0;
      const ahead = all.findIndex(({ place, item }) => place.n > this.here || (place.n === this.here && item.a >= at));
      to = sign > 0 ? ahead : (ahead < 0 ? all.length : ahead) - 1;
      if (sign > 0 && ahead < 0) to = 0;
    }
    const { place, item } = all[(to + all.length) % all.length];
    place.items = this.itemsOf(place);
    this.focusOn(place, item);
  }

  /** The next coding that touches the selection, or that stands in this utterance. */
  cycle() {
    const place = this.places[this.here];
    if (!place) return;
    if (!this.focused || !this.ring || this.ring.n !== place.n) {
      const span = this.selection[0], a = span ? Math.min(span.anchor, span.focus) : 0, b = span ? Math.max(span.anchor, span.focus) : place.u.text.length;
      this.ring = { n: place.n, a, b };
    }
    const { a, b } = this.ring, near = place.items.filter((i) => i.a < b && i.b > a);
    if (!near.length) return this.say("No coding stands here.", true);
    const k = near.findIndex((i) => i.id === this.focused?.id);
    this.focusOn(place, near[(k + 1) % near.length]);
  }

  /** @param {"undo" | "redo"} verb */
  take(verb) {
    this.keepMemo();
    if (this.mayWrite()) this.store.send(verb);
    this.toText();
  }

  /** @param {string} verb @param {string | undefined} what @param {Place[]} touched */
  showUndone(verb, what, touched) {
    /** @type {Record<string, string>} */
    const deeds = {
      code: "the coding", uncode: "the removal", accept: "the acceptance", reject: "the rejection", memo: "the memo", suggest: "the suggestions",
      define: "the change of a code", add: "the addition",
    };
    this.say(`${verb === "undo" ? "Undone" : "Redone"}: ${deeds[what ?? ""] ?? what ?? "the last deed"}.`, true);
    if (this.focused && !this.current) this.focused = null;
    const first = touched[0];
    if (first && first.n !== this.here) {
      this.here = first.n;
      this.select([], false);
      this.reveal();
    }
  }

  mayWrite() {
    if (!this.store.state.may_write) this.say('This project is open for reading: Project("…", coder="your name") writes.', true);
    return this.store.state.may_write;
  }

  // ---- memos

  memo() {
    if (!this.mayWrite()) return;
    const now = this.current;
    if (now?.item.suggested) return this.say("Decide on the suggestion first (y or n); then write a memo.", true);
    if (!this.noting) {
      const place = this.places[this.here];
      if (place) this.note_(place);
    }
    this.note.focus();
  }

  /** @param {Place} place */
  memoOn(place) {
    this.here = place.n;
    this.letGo();
    this.note_(place);
    this.note.focus();
  }

  /** The memo field is about this utterance. @param {Place} place */
  note_(place) {
    const own = this.store.rows(place.u.id).memos.find((m) => m.coder === this.store.coder)?.text ?? "";
    this.noteOn({ about: "utterance", target: place.u.id, utterance: place.u.id, was: own });
  }

  /** @param {{about: string, target: string, utterance: string, was: string} | null} thing */
  noteOn(thing) {
    const same = thing && this.noting && thing.about === this.noting.about && thing.target === this.noting.target;
    if (same && document.activeElement === this.note) return; // it is being written
    this.keepMemo();
    this.noting = thing;
    this.note.value = thing?.was ?? "";
    this.noteBox.hidden = !thing;
    this.memoMark.textContent = thing?.about === "utterance" ? "Memo on the utterance" : "Memo";
    this.fitNote();
  }

  keepMemo() {
    const { noting } = this;
    if (!noting || this.note.value === noting.was || !this.store.state.may_write) return;
    noting.was = this.note.value;
    this.store.send("memo", { about: noting.about, target: noting.target, text: this.note.value, utterances: [noting.utterance] });
    this.say("Memo kept.");
  }

  fitNote() {
    this.note.style.height = "auto";
    if (this.note.value) this.note.style.height = `${Math.min(120, this.note.scrollHeight)}px`;
  }

  // ---- what is told

  showDock() {
    const now = this.current, span = this.selection[0];
    this.means.hidden = true;
    /** @param {string} code */
    const chip = (code) => {
      const dot = el("i", { class: "dc-chip-colour", "aria-hidden": "true" });
      dot.style.background = this.ink(code);
      return dot;
    };
    /** @param {string} text */
    const quote = (text) => el("q", {}, el("bdi", {}, shorten(text, 220)));
    if (now) {
      const { item, place } = now, all = this.suggestions(), code = this.codes.get(item.code);
      const proposed = item.suggested ? `suggested by ${item.coder}` : item.suggested_by && `suggested by ${item.suggested_by}`;
      const about = item.suggested ? [proposed, item.score?.toFixed(2)] : [item.coder, proposed, item.created_at && showLocal(item.created_at), item.pending && "on its way"];
      const name = el("b", {}, chip(item.code), el("bdi", {}, item.code), item.suggested ? "?" : "");
      this.dockHead.replaceChildren(name, quote(place.u.text.slice(item.a, item.b)), el("small", {}, about.filter(Boolean).join(" · ")));
      const own = item.coder === this.store.coder;
      this.dockActs.replaceChildren(...(!this.store.state.may_write ? [] : item.suggested
        ? [el("small", {}, `${all.findIndex((s) => s.item.id === item.id) + 1} of ${all.length}`),
          act("Accept", "y", "dc-yes", () => this.decideFocused("accept")), act("Reject", "n", "dc-no", () => this.decideFocused("reject"))]
        : own ? [act("Remove", "Del", "", () => { this.uncode(); this.toText(); })] : []));
      this.means.textContent = item.suggested ? [item.reason && `Found: ${item.reason}`, code?.brief || code?.definition].filter(Boolean).join(" · ") : item.memo ?? "";
      this.means.hidden = !this.means.textContent || (own && !item.suggested);
      this.noteOn(item.suggested || !own || item.id.includes(":") ? null : { about: "coding", target: item.id, utterance: place.u.id, was: item.memo ?? "" });
    } else if (span) {
      const { u } = this.places[span.n], more = this.selection.length > 1 ? `${this.selection.length} utterances: one coding in each` : "";
      this.dockHead.replaceChildren(quote(u.text.slice(Math.min(span.anchor, span.focus), Math.max(span.anchor, span.focus))), el("small", {}, more || "Press a code’s key, or choose a code."));
      this.dockActs.replaceChildren();
      this.noteOn(null);
    } else {
      this.dockHead.replaceChildren(el("small", {}, this.places.length ? "Drag over a passage, or press → for a word, . for a sentence, Space for all; then a code’s key." : ""));
      this.dockActs.replaceChildren();
      if (this.noting?.about !== "utterance" || document.activeElement !== this.note) this.noteOn(null);
    }
    this.dock.classList.toggle("dc-quiet", !now && !span && !this.noting);
  }

  showStatus() {
    const { kind, text } = this.store.status();
    clearTimeout(this.late);
    const show = () => {
      this.chip.className = `dc-chip dc-${kind}`;
      if (this.chip.textContent !== text) this.chip.textContent = text;
      this.chip.title = kind === "offline" ? "The kernel does not answer. What you did is kept in this browser and sent again; run the cell again if the kernel was restarted." : "";
    };
    if (kind === "saving") this.late = setTimeout(show, 400); // no flicker for what takes a moment
    else show();
  }

  /** @param {string} text @param {boolean} [seen] also to the eye */
  say(text, seen = false) {
    this.live.textContent = text;
    if (seen) this.flash(text, "dc-hint", 3500);
  }

  /** @param {string} why @param {string} [verb] */
  warn(why, verb) {
    const quiet = verb === "undo" || verb === "redo" ? /nothing to/.test(why) : false;
    this.flash(quiet ? `${why}.` : `Not done: ${why}`, quiet ? "dc-hint" : "dc-refused", quiet ? 3500 : 20000);
    if (this.focused && !this.current) this.focused = null;
    this.showDock();
  }

  /** @param {string} text @param {string} look @param {number} time */
  flash(text, look, time) {
    clearTimeout(this.fading);
    this.word.className = `dc-word ${look}`;
    this.word.replaceChildren(el("span", {}, text), button("Dismiss", "no", "", () => (this.word.hidden = true)));
    this.word.setAttribute("role", look === "dc-refused" ? "alert" : "presentation");
    this.word.hidden = false;
    this.fading = setTimeout(() => (this.word.hidden = true), time);
  }

  showCard() {
    this.card.hidden = false;
    this.card.querySelector("button")?.focus();
  }

  hideCard() {
    this.card.hidden = true;
    this.toText();
  }
}

/** @param {string} name @param {string} key @param {string} look @param {() => void} does */
function act(name, key, look, does) {
  return el("button", { type: "button", class: `dc-act ${look}`, "data-lm-suppress-shortcuts": true, click: does }, name, el("kbd", {}, key));
}

/** @param {string} iso */
function showLocal(iso) {
  return new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }).format(new Date(iso));
}

/** @param {KeyboardEvent} e */
function keyEvent(e) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing } = e;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, altGraph: e.getModifierState("AltGraph") };
}

export default () => {
  /** @type {Store | undefined} */
  let store;
  return {
    /** @param {{model: Model}} given */
    initialize({ model }) {
      store = new Store(model, localOutbox());
      return () => store?.close();
    },
    /** @param {{model: Model, el: HTMLElement}} given */
    render({ model, el: host }) {
      const desk = new Desk(/** @type {Store} */ (store), host, model.get("height"));
      return () => desk.close();
    },
  };
};
