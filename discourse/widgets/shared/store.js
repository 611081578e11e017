// What the project has acknowledged, what is on its way to it, and the outbox that outlives a reload. It draws nothing.

/** @import { Known, Args, Operation, Model, News } from "./types.js" */

const RETRY = 3000; // milliseconds until an operation without an answer is sent again
const OFFLINE = 6500; // milliseconds until a person is told of it

/**
 * Each deed is written to the outbox before it is sent, is sent again until it is answered, and then forgotten; the project does a
 * deed that comes twice only once. A question (`ask`) changes nothing and is not kept.
 * @template {Known} S what a snapshot of this widget holds
 */
export class Store {
  /** @param {Model} model @param {Storage | null} outbox */
  constructor(model, outbox) {
    this.model = model;
    this.outbox = outbox;
    /** @type {Map<string, Operation>} */
    this.pending = new Map();
    /** @type {Map<string, {done: (answer: any) => void, failed: (why: Error) => void}>} */
    this.asking = new Map();
    /** @type {Set<(news: News) => void>} */
    this.views = new Set();
    this.clock = 0;
    this.asked = 0;
    /** @type {S} */
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

  inOrder() { return [...this.pending.values()].sort((a, b) => a.at - b.at); }

  /** A deed: kept until it is answered. @param {string} verb @param {Args} args */
  send(verb, args = {}) {
    this.clock = Math.max(this.clock + 0.001, Date.now());
    const operation = { op: newId(), verb, args, at: this.clock };
    this.pending.set(operation.op, operation);
    this.keep(operation);
    this.tell({ kind: "rows", utterances: args.utterances, own: true });
    this.transmit(operation);
    return operation.op;
  }

  /** A question, and its answer; refused with an Error that says why. @param {string} verb @param {Args} args @returns {Promise<any>} */
  ask(verb, args = {}) {
    const op = newId();
    const answer = new Promise((done, failed) => this.asking.set(op, { done, failed }));
    this.transmit({ op, verb, args, at: 0 });
    return answer;
  }

  /** Ask what has happened elsewhere (a notebook cell, another window), at most every few seconds. */
  refresh() {
    if (this.pending.size || Date.now() - this.asked < 4000) return;
    this.asked = Date.now();
    this.transmit({ op: newId(), verb: "refresh", args: {}, at: 0 });
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
    const op = answer.ok ?? answer.no, own = this.pending.get(op), question = this.asking.get(op);
    this.pending.delete(op);
    this.asking.delete(op);
    this.forget(op);
    if (answer.snapshot) {
      this.state = answer.snapshot;
      this.tell({ kind: "shown" });
    } else if (answer.ok) this.take(answer, own);
    else if (own) this.tell({ kind: "rows", utterances: own.args.utterances });
    if (answer.line && own) this.tell({ kind: "line", line: answer.line });
    if (question) answer.ok ? question.done(answer) : question.failed(new Error(answer.why));
    if (answer.why && (own || (answer.no && !question))) this.tell({ kind: "refused", why: answer.why, verb: own?.verb });
    this.tell({ kind: "status" });
  }

  /** An answer without a snapshot. @param {any} answer @param {Operation} [own] */
  take(answer, own) {
    if (answer.last >= this.state.last) this.state.last = answer.last;
    if (own) this.tell({ kind: "rows", utterances: own.args.utterances, verb: own.verb, own: true });
  }

  status() {
    const n = this.pending.size, oldest = Math.min(...this.inOrder().map((o) => o.at));
    if (!this.state.may_write) return { kind: "reading", text: "Reading only" };
    if (!n) return { kind: "saved", text: "Saved" };
    if (Date.now() - oldest > OFFLINE) return { kind: "offline", text: `Offline, ${n} kept here` };
    return { kind: "saving", text: `Saving ${n}…` };
  }

  /** @param {News} news */
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
export function localOutbox() {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden by the browser's settings: operations then live as long as the page
  }
}

/** A UUID of version 7, as the project makes them: ids sort as they were made. (crypto.randomUUID is missing on a plain http:// hub.) */
export function newId() {
  const b = crypto.getRandomValues(new Uint8Array(16)), now = Date.now();
  for (let n = 0; n < 6; n++) b[n] = Math.floor(now / 256 ** (5 - n)) % 256;
  b[6] = (b[6] & 0x0f) | 0x70;
  b[8] = (b[8] & 0x3f) | 0x80;
  return [...b].map((x, n) => ([4, 6, 8, 10].includes(n) ? "-" : "") + x.toString(16).padStart(2, "0")).join("");
}
