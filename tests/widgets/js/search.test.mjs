// What a search found, in its order: pure functions, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { COMMANDS } from "../../../discourse/widgets/coder/commands.js";
import { hitsByPlace } from "../../../discourse/widgets/coder/hits.js";
import { hitAt, lineAround, nextHit, placeHits, threadBeyond, toldHits } from "../../../discourse/widgets/coder/seek.js";
import { bindingsOf, commandOf } from "../../../discourse/widgets/shared/keys.js";
import { offsetMap } from "../../../discourse/widgets/shared/offsets.js";

const TEXTS = { a: "😀 own it", b: "👩🏽\u200d🚀 own, own", c: "שלום own" };
const ORDER = ["b", "a", "c"]; // as the thread is read
const placeOf = (id) => (id in TEXTS ? { n: ORDER.indexOf(id), map: offsetMap(TEXTS[id]) } : undefined);
const found = Object.entries(TEXTS).flatMap(([id, text]) => [...text.matchAll(/own/g)].map((m) => {
  const start = [...text.slice(0, m.index)].length;
  return [id, start, start + 3];
}));

test("hits come in the order in which the thread is read, in units of the page", () => {
  const hits = placeHits([...found, ["gone", 0, 1]], placeOf);
  assert.deepEqual(hits.map((h) => h.n), [0, 0, 1, 2]);
  for (const { n, a, b } of hits) assert.equal(TEXTS[ORDER[n]].slice(a, b), "own");
  assert.deepEqual([...hitsByPlace(hits)].map(([n, of]) => [n, of.length]), [[0, 2], [1, 1], [2, 1]]);
});

test("the nearest hit is the first at or behind where one stands, else the first of all", () => {
  const hits = [{ n: 0, a: 4, b: 6 }, { n: 2, a: 0, b: 3 }];
  assert.deepEqual([[0, 0], [0, 4], [0, 5], [1, 0], [2, 1], [9, 0]].map(([n, unit]) => hitAt(hits, n, unit)), [0, 0, 1, 1, 0, 0]);
  assert.equal(hitAt([], 0, 0), -1);
});

test("going on leaves the thread at its ends, and starts from where one stands", () => {
  const hits = [{ n: 0, a: 4, b: 6 }, { n: 2, a: 0, b: 3 }], at = (n, unit) => ({ n, unit });
  assert.equal(nextHit(hits, 0, at(0, 4), 1), 1);
  assert.equal(nextHit(hits, 1, at(2, 0), 1), "over");
  assert.equal(nextHit(hits, 0, at(0, 4), -1), "over");
  assert.equal(nextHit(hits, -1, at(1, 0), 1), 1);
  assert.equal(nextHit(hits, -1, at(1, 0), -1), 0);
  assert.equal(nextHit(hits, -1, at(3, 0), 1), "over");
  assert.equal(nextHit(hits, -1, at(3, 0), -1), 1);
  assert.equal(nextHit(hits, -1, at(0, 0), -1), "over");
  assert.equal(nextHit([], -1, at(0, 0), 1), "over");
});

test("other threads follow in their order, round and round, and only those with hits", () => {
  const order = ["t", "u", "v", "w"];
  assert.equal(threadBeyond([{ id: "t" }, { id: "w" }], order, "t", 1), "w");
  assert.equal(threadBeyond([{ id: "t" }, { id: "w" }], order, "w", 1), "t");
  assert.equal(threadBeyond([{ id: "u" }], order, "v", -1), "u");
  assert.equal(threadBeyond([{ id: "t" }], order, "t", 1), null);
});

test("a line around a passage never cuts a pair of surrogates", () => {
  const text = "😀😀own😀😀";
  for (let around = 0; around < 6; around++) {
    const { before, quote, after } = lineAround(text, 4, 7, around, around);
    assert.equal(quote, "own");
    assert.ok(before.isWellFormed() && after.isWellFormed());
    assert.ok(text.includes(before + quote + after));
  }
});

test("hits are told", () => {
  assert.deepEqual([toldHits(-1, 0), toldHits(-1, 1), toldHits(-1, 41), toldHits(2, 41)], ["No hits", "1 hit", "41 hits", "3 of 41"]);
});

test("the keys of the search", () => {
  const bindings = bindingsOf(COMMANDS);
  for (const [e, wanted] of [
    [{ key: "/" }, "search"], [{ key: "F3" }, "hit+"], [{ key: "F3", shiftKey: true }, "hit-"], [{ key: "g", ctrlKey: true }, "hit+"],
    [{ key: "G", metaKey: true, shiftKey: true }, "hit-"], [{ key: "q" }, "autocode"], [{ key: "f", ctrlKey: true }, "pass"], [{ key: "c" }, "palette"],
  ]) assert.equal(commandOf(e, bindings), wanted, JSON.stringify(e));
});
