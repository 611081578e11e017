// The rows of an utterance as they will be once what is on its way has arrived. It sends nothing.

/** @import { Operation } from "../shared/types.js" */
/** @import { Rows, Passage } from "./types.js" */

/**
 * The rows of one utterance as they will be once the operations on their way have arrived.
 * @param {Rows | undefined} rows @param {string} utterance @param {Iterable<Operation>} operations @param {string} coder @returns {Rows}
 */
export function foresee(rows, utterance, operations, coder) {
  let { codings, suggestions, memos } = rows ?? { codings: [], suggestions: [], memos: [] };
  for (const { verb, args, op } of operations) {
    const ids = new Set(args.ids);
    if (verb === "code") {
      const more = /** @type {Passage[]} */ (args.passages ?? []).filter((p) => p.utterance === utterance && !codings.some((c) => c.id === p.id));
      codings = [...codings, ...more.map((p) => ({ id: p.id, start: p.start, end: p.end, code: p.code ?? args.code ?? "", coder, pending: true }))];
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
