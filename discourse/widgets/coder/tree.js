// The order in which a reader meets a thread, and how deep each utterance stands. It draws nothing.

/** @import { Utterance } from "./types.js" */

/**
 * How many stand below each, directly or not; `parents` are places in the order of reading, -1 for none.
 * @param {number[]} parents
 */
export function countBelow(parents) {
  const below = parents.map(() => 0);
  for (let n = parents.length - 1; n >= 0; n--) if (parents[n] >= 0) below[parents[n]] += below[n] + 1;
  return below;
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
