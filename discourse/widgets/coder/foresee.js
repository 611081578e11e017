// The rows of an utterance as they will be once what is on its way has arrived. It sends nothing.

/** @import { Args, Operation } from "../shared/types.js" */
/** @import { Coding, Rows, Passage } from "./types.js" */

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
      codings = [...codings, ...more.map((p) => ({ id: p.id, start: p.start, end: p.end, code: p.code ?? args.code ?? "", coder, pending: true, ...(args.memo && { memo: args.memo }) }))];
    } else if (verb === "uncode") codings = codings.filter((c) => !ids.has(c.id));
    else if (verb === "recode") codings = codings.map((c) => (ids.has(c.id) ? { ...c, code: args.code, pending: true } : c));
    else if (verb === "resize") codings = codings.map((c) => (c.id === args.id ? { ...c, start: args.start ?? c.start, end: args.end ?? c.end, pending: true } : c));
    else if (verb === "split") codings = codings.flatMap((c) => (c.id === args.id ? parted(c, args) : [c]));
    else if (verb === "join") codings = joined(codings, args.ids);
    else if (verb === "accept") {
      const taken = suggestions.filter((s) => ids.has(s.id));
      codings = [...codings, ...taken.map((s) => ({ ...s, code: args.code ?? s.code, id: `${op}:${s.id}`, coder, suggested_by: s.coder, pending: true }))];
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

/** Both parts of a coding that is split; white space at the cut, which only the project sees, is left off when it has answered. @param {Coding} c @param {Args} args @returns {Coding[]} */
function parted(c, { at, second }) {
  const { memo: _, ...rest } = c;
  return [{ ...c, end: at, pending: true }, { ...rest, id: second, start: at, pending: true }];
}

/** The first of these, from the first start to the last end. @param {Coding[]} codings @param {string[]} ids @returns {Coding[]} */
function joined(codings, ids) {
  const parts = codings.filter((c) => ids.includes(c.id)), first = parts.toSorted((x, y) => x.start - y.start || x.end - y.end)[0];
  if (!first) return codings;
  const memo = parts.map((c) => c.memo).filter(Boolean).join("\n\n");
  const whole = { ...first, end: Math.max(...parts.map((c) => c.end)), pending: true, ...(memo && { memo }) };
  return codings.flatMap((c) => (c.id === first.id ? [whole] : ids.includes(c.id) ? [] : [c]));
}
