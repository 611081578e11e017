// What the desk says of threads, replies and several coders, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { disputes, wholeReaders } from "../../../discourse/widgets/coder/disagree.js";
import { safeLink } from "../../../discourse/widgets/coder/heads.js";
import { countBelow, replyTree } from "../../../discourse/widgets/coder/tree.js";

const c = (id, coder, code, start, end) => ({ id, coder, code, start, end });
const rows = (codings, readers = []) => ({ codings, suggestions: [], memos: [], readings: readers.map((coder) => ({ coder })) });
const told = (found) => Object.fromEntries(found);

test("whoever has not been there does not disagree", () => {
  assert.deepEqual(told(disputes(rows([c("k", "ana", "trust", 0, 5)]), ["ana", "ben"], new Set())), {});
});

test("whoever has read it, coded in it, or the whole thread, and did not give the code, does", () => {
  const one = c("k", "ana", "trust", 0, 5);
  assert.deepEqual(told(disputes(rows([one], ["ben"]), ["ana", "ben"], new Set())), { k: ["ben"] });
  assert.deepEqual(told(disputes(rows([one]), ["ana", "ben"], new Set(["ben"]))), { k: ["ben"] });
  const elsewhere = c("m", "ben", "trust", 5, 9);
  assert.deepEqual(told(disputes(rows([one, elsewhere]), ["ana", "ben"], new Set())), { k: ["ben"], m: ["ana"] });
  assert.deepEqual(told(disputes(rows([one, c("m", "ben", "work", 0, 5)]), ["ana", "ben"], new Set())), { k: ["ben"], m: ["ana"] });
});

test("one character in common is agreement, for all who are compared and for nobody else", () => {
  const both = [c("k", "ana", "trust", 0, 5), c("m", "ben", "trust", 4, 9)];
  assert.deepEqual(told(disputes(rows(both), ["ana", "ben"], new Set())), {});
  assert.deepEqual(told(disputes(rows(both, ["cleo"]), ["ana", "ben", "cleo"], new Set())), { k: ["cleo"], m: ["cleo"] });
  assert.deepEqual(told(disputes(rows(both, ["cleo"]), ["ana", "cleo"], new Set())), { k: ["cleo"] });
});

test("a thread that was given is read whole where it was coded and nothing in it was marked", () => {
  const coded = [rows([c("k", "ana", "trust", 0, 5)]), rows([c("m", "ben", "trust", 0, 5)], ["ben"])];
  assert.deepEqual([...wholeReaders(["ana", "ben", "cleo"], coded)], ["ana"]);
});

test("replies are counted all the way down", () => {
  assert.deepEqual(countBelow([-1, 0, 1, 1, 0, -1]), [4, 2, 0, 0, 0, 0]);
  const said = [["p", null], ["a", "p"], ["b", "a"], ["x", "y"], ["y", "x"]].map(([id, reply_to]) => ({ id, reply_to, kind: "comment" }));
  const order = replyTree(said), at = new Map(order.map((o, n) => [o.n, n]));
  assert.deepEqual(countBelow(order.map((o) => at.get(o.parent) ?? -1)), [2, 1, 0, 1, 0]);
  assert.equal(countBelow(Array.from({ length: 20000 }, (_, n) => n - 1))[0], 19999);
});

test("a browser is sent to the web and nowhere else", () => {
  for (const bad of [undefined, "", "javascript:alert(1)", " https://a.example", "data:text/html,x", "//a.example", "/t/3", "https://", "http:///x", "https://user:word@a.example/", "https://[", "file:///etc"]) assert.equal(safeLink(bad), "", String(bad));
  assert.equal(safeLink("https://a.example/t/3#c1"), "https://a.example/t/3#c1");
  assert.equal(safeLink("HTTP://A.example"), "http://a.example/");
});
