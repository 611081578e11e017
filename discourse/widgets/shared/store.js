// What the project has acknowledged, and what is on its way to it, in order. It draws nothing; what outlives the page, the outbox keeps.

/** @import { Known, Args, Operation, Refused, Model, News } from "./types.js" */
import { Lifeline } from "./lifeline.js";
import { Outbox } from "./outbox.js";

const RETRY = 3000; // milliseconds until an operation without an answer is sent again
const ANSWERED = "discourse:answered"; // an event of the page: a deed was answered, to one of the stores in it
const AT_ONCE = 40; // operations on their way at a time
const OFFLINE = 6500; // milliseconds until a person is told of it
const AWAY = "What you did is kept in this browser, with the words that it is about, and is sent again until the project has it.";
const UNKEPT = "This browser keeps nothing (its storage is full or forbidden): leave this page open until the project has answered.";

/**
 * Each deed is written to the outbox before it is sent, is sent again until it is answered, and then forgotten; the project does a deed
 * that comes twice only once. Each names the one before it, without which it is not done: so an undo never overtakes what it undoes.
 * A question (`ask`) changes nothing and is not kept.
 * @template {Known} S what a snapshot of this widget holds
 */
export class Store {
  /** @param {Model} model @param {Storage | null} box */
  constructor(model, box) {
    this.model = model;
    /** @type {Map<string, Operation>} */
    this.pending = new Map();
    /** @type {Set<string>} */
    this.unkept = new Set(); // those that the outbox could not take
    /** @type {Map<string, Refused>} */
    this.refusedHere = new Map(); // refused, and not kept either
    /** @type {Map<string, {done: (answer: any) => void, failed: (why: Error) => void}>} */
    this.asking = new Map();
    /** @type {Set<(news: News) => void>} */
    this.views = new Set();
    this.page = newId(); // by which the kernel knows where views are open
    this.away = false; // the last view was closed: news are asked for when one is opened again
    this.clock = 0;
    this.asked = 0;
    this.stale = ""; // the question for what was missed, until it is answered
    this.sent = 0; // when something was last sent
    /** @type {Set<string>} */
    this.flying = new Set(); // what was sent on this connection, as far as one knows
    /** @type {string | null} */
    this.drafted = null;
    /** @type {S} */
    this.state = model.get("snapshot");
    this.outbox = new Outbox(box, this.state.key);
    this.hear = this.hear.bind(this);
    model.on("msg:custom", this.hear);
    this.timer = setInterval(() => this.retry(), RETRY);
    this.line = new Lifeline(model, () => this.wake());
    const on = { signal: this.line.gone.signal };
    globalThis.window?.addEventListener("storage", () => this.shared(), on);
    globalThis.window?.addEventListener(ANSWERED, (e) => /** @type {CustomEvent} */ (e).detail !== this && this.pending.size && this.shared(), on);
    globalThis.window?.addEventListener("beforeunload", (e) => this.unkept.size && e.preventDefault(), on);
    this.collect();
    this.pump();
  }

  close() {
    clearInterval(this.timer);
    this.line.close();
    this.model.off("msg:custom", this.hear);
  }

  /** A view is opened. @param {(news: News) => void} view */
  enter(view) {
    this.views.add(view);
    if (!this.away) return;
    this.away = false;
    this.catchUp();
  }

  /** A view is closed: after the last one, the kernel need not look for news. @param {(news: News) => void} view */
  leave(view) {
    this.views.delete(view);
    if (this.views.size) return;
    this.transmit({ op: newId(), verb: "leave", args: {}, at: 0 });
    this.away = true;
  }

  get coder() { return this.state.coder ?? ""; }

  inOrder() { return [...this.pending.values()].sort((a, b) => a.at - b.at); }

  /** A deed: kept until it is answered. @param {string} verb @param {Args} args */
  send(verb, args = {}) {
    const operation = this.made(verb, args);
    this.pending.set(operation.op, operation);
    if (!this.outbox.keep(operation)) this.unkept.add(operation.op);
    this.pump(); // first, for the project can work while this page draws
    this.tell({ kind: "rows", utterances: args.utterances, own: true });
    this.tell({ kind: "status" });
    return operation.op;
  }

  /** What is half written: sent only if this page ends before it is sent or taken back (`null`). @param {string} verb @param {Args | null} args */
  draft(verb, args) {
    const before = this.drafted, operation = args && this.made(verb, args);
    this.drafted = operation && this.outbox.keep(operation) ? operation.op : null;
    if (before) this.outbox.forget(before);
  }

  /** @param {string} verb @param {Args} args @returns {Operation} */
  made(verb, args) {
    this.clock = Math.max(this.clock + 0.001, Date.now());
    return { op: newId(), verb, args, at: this.clock };
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
    if (!this.pending.size && Date.now() - this.asked > 4000) this.catchUp();
  }

  /** Something may have been missed: it is asked for until there is an answer. */
  catchUp() {
    if (this.away) return;
    this.asked = Date.now();
    this.transmit({ op: (this.stale = newId()), verb: "refresh", args: {}, at: 0 });
  }

  /** The oldest are sent that are not on their way yet. @param {boolean} [again] those, too */
  pump(again = false) {
    if (!this.pending.size || !this.line.open) return; // a notebook without a connection would pile up one copy after the other
    if (again) this.flying.clear();
    let before;
    for (const operation of this.inOrder()) {
      if (this.flying.size >= AT_ONCE) return;
      if (!this.flying.has(operation.op)) this.transmit(operation, before);
      before = operation.op;
    }
  }

  /** There is reason to believe that it would be heard now. */
  wake() {
    if (Date.now() - this.sent < 300) return;
    if (this.pending.size) this.pump(true);
    else this.refresh();
  }

  /** @param {Operation} operation @param {string} [after] the deed that must have been dealt with before it */
  transmit({ op, verb, args }, after) {
    this.sent = Date.now();
    if (this.pending.has(op)) this.flying.add(op);
    try {
      this.model.send({ op, verb, after, page: this.page, args: { ...args, last: this.state.last } });
    } catch (error) {
      console.warn("discourse: not sent for now:", error); // a closed connection; deeds are kept and sent again
    }
  }

  retry() {
    if (this.pending.size) this.shared();
    if (!this.pending.size) return this.stale && this.line.open ? this.catchUp() : undefined;
    for (const op of this.unkept) {
      const operation = this.pending.get(op);
      if (!operation || this.outbox.keep(operation)) this.unkept.delete(op);
    }
    const oldest = this.inOrder()[0];
    if (Date.now() - this.sent > RETRY - 500) this.pump(true);
    if (oldest) this.line.check(Date.now() - oldest.at).then(() => this.tell({ kind: "status" }));
    this.tell({ kind: "status" });
  }

  /** Another window, or widget, writes to the same outbox: what it has had answered is done; an emptied storage is filled again. */
  shared() {
    if (this.outbox.emptied) {
      this.outbox.mark();
      for (const operation of this.pending.values()) if (!this.outbox.keep(operation)) this.unkept.add(operation.op);
    }
    const done = this.inOrder().filter(({ op }) => !this.unkept.has(op) && !this.outbox.read(op));
    for (const { op } of done) {
      this.pending.delete(op);
      this.flying.delete(op);
    }
    if (done.length) this.tell({ kind: "rows", utterances: done.flatMap((o) => o.args.utterances ?? []) });
    if (done.length) this.catchUp(); // the other has seen what became of it, and this one perhaps not
    this.tell({ kind: "status" });
  }

  /** What waits from an earlier page, where it can be done. */
  collect() {
    if (!this.state.may_write) return;
    for (const operation of this.outbox.waiting()) this.pending.set(operation.op, operation);
  }

  /** @param {any} answer */
  hear(answer) {
    if (answer.wait) return this.wake();
    const op = answer.ok ?? answer.no, own = this.pending.get(op), question = this.asking.get(op), kept = own ?? this.outbox.read(op);
    this.pending.delete(op);
    this.unkept.delete(op);
    this.flying.delete(op);
    this.asking.delete(op);
    this.line.restarted = false;
    if (own || op === this.stale) this.stale = "";
    if (answer.no && kept && !quietly(kept, answer.why)) this.refuse(kept, answer.why);
    else this.outbox.forget(op);
    if (kept) globalThis.window?.dispatchEvent(new CustomEvent(ANSWERED, { detail: this })); // a widget of a kernel that is gone may wait for it, too
    const missed = answer.since > this.state.last; // news since what another view knew: what lies between must be asked for
    if (answer.snapshot) {
      this.state = answer.snapshot;
      this.tell({ kind: "shown" });
    } else if (answer.ok) this.take(missed ? { ...answer, last: this.state.last } : answer, own);
    else if (own) this.tell({ kind: "rows", utterances: own.args.utterances });
    if (answer.line && own) this.tell({ kind: "line", line: answer.line });
    if (question) answer.ok ? question.done(answer) : question.failed(new Error(answer.why));
    if (answer.why && (own || (answer.no && !question))) this.tell({ kind: "refused", why: answer.why, verb: own?.verb });
    if (own) this.pump();
    if (missed && !answer.snapshot && Date.now() - this.asked > 300) this.catchUp();
    this.tell({ kind: "status" });
  }

  /** An answer without a snapshot. @param {any} answer @param {Operation} [own] */
  take(answer, own) {
    if (answer.last >= this.state.last) this.state.last = answer.last;
    if (own) this.tell({ kind: "rows", utterances: own.args.utterances, verb: own.verb, own: true });
  }

  /** @param {Operation} operation @param {string} why */
  refuse(operation, why) {
    if (!this.outbox.refuse(operation, why)) this.refusedHere.set(operation.op, { ...operation, why });
  }

  /** What was refused and not seen to yet, the oldest first. */
  refused() { return [...this.outbox.refused(), ...this.refusedHere.values()]; }

  /** How many deeds of which other coder wait in this browser; what is one's own waits, too, in a project that is open for reading. */
  ofOthers() {
    const found = this.outbox.ofOthers(), own = this.state.may_write ? 0 : this.outbox.waiting().length;
    return own ? found.set(this.coder, own) : found;
  }

  /** It has been seen to. @param {Refused} deed @param {boolean} [again] as a new deed */
  settle({ op, verb, args }, again = false) {
    this.outbox.settle(op);
    this.refusedHere.delete(op);
    if (again) this.send(verb, args);
    this.tell({ kind: "status" });
  }

  status() {
    const n = this.pending.size, oldest = Math.min(...this.inOrder().map((o) => o.at)), lost = this.unkept.size;
    if (!this.state.may_write) return { kind: "reading", text: "Reading only", told: "" };
    if (!n) return { kind: "saved", text: "Saved", told: "All that you did is in the project, on the disk." };
    if (Date.now() - oldest < OFFLINE) return { kind: "saving", text: `Saving ${n}…`, told: "" };
    const why = this.line.restarted ? "The kernel answers, but not for this widget: if it was restarted, run the cell again." : "The kernel does not answer.";
    if (lost) return { kind: "offline", text: `Offline, ${lost} not kept`, told: `${why} ${UNKEPT}` };
    return { kind: "offline", text: `Offline, ${n} kept here`, told: `${why} ${AWAY}` };
  }

  /** @param {News} news */
  tell(news) { for (const view of [...this.views]) view(news); }
}

/** That there is nothing to undo is no loss. @param {Operation} deed @param {string} why */
function quietly({ verb }, why) { return (verb === "undo" || verb === "redo") && /nothing to/.test(why); }

/** A UUID of version 7, as the project makes them: ids sort as they were made. (crypto.randomUUID is missing on a plain http:// hub.) */
export function newId() {
  const b = crypto.getRandomValues(new Uint8Array(16)), now = Date.now();
  for (let n = 0; n < 6; n++) b[n] = Math.floor(now / 256 ** (5 - n)) % 256;
  b[6] = (b[6] & 0x0f) | 0x70;
  b[8] = (b[8] & 0x3f) | 0x80;
  return [...b].map((x, n) => ([4, 6, 8, 10].includes(n) ? "-" : "") + x.toString(16).padStart(2, "0")).join("");
}
