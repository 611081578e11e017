// The codings of the open thread: as acknowledged, and as they will be once what is on its way has arrived. It draws nothing.

/** @import { Rows, Snapshot } from "./types.js" */
/** @import { Operation } from "../shared/types.js" */
import { Store } from "../shared/store.js";
import { foresee } from "./foresee.js";

/** @type {Rows} */
const NOTHING = { codings: [], suggestions: [], memos: [] };

/** @extends {Store<Snapshot>} */
export class Codings extends Store {
  /** The rows of an utterance, with what is on its way. @param {string} utterance */
  rows(utterance) {
    const coming = this.pending.size ? this.inOrder().filter((o) => o.args.utterances?.includes(utterance)) : [];
    return coming.length ? foresee(this.state.rows[utterance], utterance, coming, this.coder) : (this.state.rows[utterance] ?? NOTHING);
  }

  /** @param {any} answer @param {Operation} [own] @override */
  take(answer, own) {
    if (answer.last >= this.state.last) {
      this.state.last = answer.last;
      for (const [u, rows] of Object.entries(answer.rows ?? {})) this.state.rows[u] = { ...NOTHING, ...this.state.rows[u], ...rows };
    }
    const utterances = [...new Set([...Object.keys(answer.rows ?? {}), ...(own?.args.utterances ?? [])])];
    this.tell({ kind: "rows", utterances, verb: answer.verb, undone: answer.undone, own: !!own });
  }
}
