// Whether the kernel can be reached, where the notebook lets a widget know; and a new wire where the old one is dead. It carries nothing.
//
// A half-open connection looks open for a quarter of an hour. So where deeds stay without an answer, the kernel itself is asked: if
// that has no answer either, the wire is dead and is laid anew; if it has, the kernel was restarted and only its cell helps.

/** @import { Model } from "./types.js" */

const SILENCE = 4500; // milliseconds without an answer, from which on the kernel is asked
const BUSY = 60_000; // the same while a cell runs in a kernel that answers only when that is through
const REPLY = 2500; // milliseconds within which an idle kernel answers on a wire that is alive
const PAUSE = 15_000; // milliseconds between two such questions

export class Lifeline {
  /** @param {Model} model @param {() => void} awake called when there is reason to send again at once */
  constructor(model, awake) {
    this.model = model;
    this.awake = awake;
    this.asked = 0;
    this.restarted = false; // the kernel answers, but not for this widget
    this.changed = () => { if (this.open) this.awake(); };
    this.gone = new AbortController();
    const on = { signal: this.gone.signal };
    for (const type of ["online", "focus", "pageshow"]) globalThis.window?.addEventListener(type, () => this.awake(), on);
    globalThis.document?.addEventListener("resume", () => this.awake(), on);
    this.watched = this.kernel;
    this.watched?.connectionStatusChanged?.connect(this.changed);
  }

  close() {
    this.gone.abort();
    this.watched?.connectionStatusChanged?.disconnect(this.changed);
  }

  /** JupyterLab, Notebook 7 and Voilà have it; others do not. @returns {any} */
  get kernel() { return this.model.widget_manager?.kernel ?? null; }

  /** False only where the notebook says that there is no connection. */
  get open() { return (this.kernel?.connectionStatus ?? "connected") === "connected"; }

  /** Deeds have waited so long for an answer, in milliseconds. @param {number} silent */
  async check(silent) {
    const { kernel } = this, prompt = kernel?.status === "idle" || kernel?.supportsSubshells, lost = kernel?.connectionStatus === "disconnected";
    if (!kernel?.reconnect || Date.now() - this.asked < PAUSE || !(lost || (this.open && silent > (prompt ? SILENCE : BUSY)))) return;
    this.asked = Date.now();
    this.restarted = !lost && await answers(kernel);
    if (this.restarted) return;
    try {
      await kernel.reconnect();
    } catch (error) {
      console.warn("discourse: no new connection yet:", error); // the notebook says so itself, and it is tried again
    }
  }
}

/** @param {any} kernel */
async function answers(kernel) {
  const late = new Promise((done) => setTimeout(() => done(false), REPLY));
  return Promise.race([late, kernel.requestKernelInfo().then(() => true, () => false)]);
}
