// Passages that overlap, and labels that must not: who stands in which lane, and how far down. Numbers in, numbers out.

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
