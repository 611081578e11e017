// The pure functions of the coding desk, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { foresee } from "../../../discourse/widgets/coder/foresee.js";
import { keyOf } from "../../../discourse/widgets/coder/keys.js";
import { COMMANDS } from "../../../discourse/widgets/coder/commands.js";
import { lanes, pieces, stack } from "../../../discourse/widgets/coder/lanes.js";
import { offsetMap, snap, trim } from "../../../discourse/widgets/shared/offsets.js";
import { safeColour, showTime } from "../../../discourse/widgets/shared/plainly.js";
import { Codings as Store } from "../../../discourse/widgets/coder/codings.js";
import { bindingsOf, commandOf, shownKeys } from "../../../discourse/widgets/shared/keys.js";
import { newId } from "../../../discourse/widgets/shared/store.js";
import { replyTree } from "../../../discourse/widgets/coder/tree.js";
import { sentence, shorten, word } from "../../../discourse/widgets/shared/words.js";

const ASTRONAUT = "👩🏽\u200d🚀";
const TEXTS = ["plain", "😀", `a😀b${ASTRONAUT}c`, "𝒟 is 𝒟", "中文字", "Cafe\u0301 nai\u0308ve", "شبكتي ليست ملكي", "one\r\ntwo\r\n", "😀".repeat(50), "", "🇩🇪🇫🇷 flags", "\ufeffBOM"];

test("offsets convert both ways at every code point of every text", () => {
  for (const text of TEXTS) {
    const map = offsetMap(text), points = [...text];
    for (let point = 0; point <= points.length; point++) {
      const unit = points.slice(0, point).join("").length;
      assert.equal(map.units(point), unit, `${text} point ${point}`);
      assert.equal(map.points(unit), point, `${text} unit ${unit}`);
    }
  }
});

test("a unit inside a surrogate pair belongs to the pair's start", () => {
  const map = offsetMap("a😀b");
  assert.deepEqual([0, 1, 2, 3, 4].map(map.points), [0, 1, 1, 2, 3]);
});

test("a passage of code points cuts out the same words as Python's slice", () => {
  for (const text of TEXTS) {
    const map = offsetMap(text), points = [...text];
    for (let a = 0; a < points.length; a++) for (let b = a + 1; b <= Math.min(points.length, a + 8); b++)
      assert.equal(text.slice(map.units(a), map.units(b)), points.slice(a, b).join(""));
  }
});

test("a selection never splits what a reader takes for one character", () => {
  for (const [text, a, b, wanted] of [
    ["a😀b", 2, 3, "😀"], ["a😀b", 1, 2, "😀"], [`x${ASTRONAUT}y`, 3, 4, ASTRONAUT], ["Cafe\u0301!", 0, 4, "Cafe\u0301"], ["Cafe\u0301!", 4, 6, "e\u0301!"],
    ["one\r\ntwo", 0, 4, "one\r\n"], ["🇩🇪🇫🇷", 0, 2, "🇩🇪"], ["plain", 1, 3, "la"], ["한국", 0, 1, "한"], ["กำ", 1, 2, "กำ"], ["x", 0, 1, "x"],
  ]) assert.equal(text.slice(...snap(text, a, b)), wanted, JSON.stringify([text, a, b]));
});

test("snapping holds the selection, and snapping twice changes nothing", () => {
  for (const text of TEXTS) for (let a = 0; a < text.length; a++) for (let b = a + 1; b <= text.length; b++) {
    const [x, y] = snap(text, a, b);
    assert.ok(x <= a && y >= b && y <= text.length);
    assert.deepEqual(snap(text, x, y), [x, y]);
    assert.ok(text.slice(x, y).isWellFormed());
  }
});

test("white space at the ends of a selection is left off", () => {
  assert.deepEqual(trim("  two words ", 0, 12), [2, 11]);
  assert.deepEqual(trim("a \r\n b", 1, 5), [1, 1]);
});

test("words are walked forwards and backwards, and emoji are words", () => {
  const text = "Who, then, owns 😀 it?", found = [];
  for (let at = 0, next; (next = word(text, at, 1)); at = next[1]) found.push(text.slice(...next));
  assert.deepEqual(found, ["Who", "then", "owns", "😀", "it"]);
  const back = [];
  for (let at = text.length, next; (next = word(text, at, -1)); at = next[0]) back.push(text.slice(...next));
  assert.deepEqual(back, found.toReversed());
  assert.equal(word("", 0, 1), null);
  assert.equal(word("...", 3, -1), null);
});

test("the sentence at a place", () => {
  const text = "Fair. My work pays by the hour! Does it?\r\nNext line.";
  assert.equal(text.slice(...sentence(text, 8)), "My work pays by the hour!");
  assert.equal(text.slice(...sentence(text, 35)), "Does it?");
  assert.equal(text.slice(...sentence(text, text.length)), "Next line.");
});

test("passages that overlap get lanes of their own, others share", () => {
  for (const [spans, wanted] of [
    [[], []], [[[0, 5]], [0]], [[[0, 5], [5, 9]], [0, 0]], [[[0, 5], [4, 9]], [0, 1]], [[[3, 5], [0, 9], [4, 8]], [1, 0, 2]], [[[0, 2], [0, 9], [3, 4]], [1, 0, 1]],
  ]) assert.deepEqual(lanes(spans.map(([a, b]) => ({ a, b }))), wanted);
});

test("no two overlapping passages ever share a lane", () => {
  let seed = 7;
  const random = (n) => (seed = (seed * 16807) % 2147483647) % n;
  for (let round = 0; round < 200; round++) {
    const spans = Array.from({ length: random(12) }, () => { const a = random(40); return { a, b: a + 1 + random(15) }; }), found = lanes(spans);
    spans.forEach((s, n) => spans.forEach((t, m) => assert.ok(n === m || s.b <= t.a || t.b <= s.a || found[n] !== found[m])));
  }
});

test("pieces join to the whole text and each names what covers it", () => {
  assert.deepEqual(pieces(10, [{ a: 2, b: 6 }, { a: 4, b: 8 }]), [
    { a: 0, b: 2, on: [] }, { a: 2, b: 4, on: [0] }, { a: 4, b: 6, on: [0, 1] }, { a: 6, b: 8, on: [1] }, { a: 8, b: 10, on: [] },
  ]);
  assert.deepEqual(pieces(3, []), [{ a: 0, b: 3, on: [] }]);
  assert.deepEqual(pieces(0, []), []);
});

test("labels keep their distance and stay near where they belong", () => {
  assert.deepEqual(stack([0, 100], 20, 0), [0, 100]);
  assert.deepEqual(stack([50, 50], 20, 0), [40, 60]);
  assert.deepEqual(stack([5, 5, 5], 20, 2), [2, 22, 42]);
  const wanted = [3, 4, 30, 31, 32, 200], tops = stack(wanted, 20, 0);
  tops.forEach((top, n) => assert.ok(n === 0 || top - tops[n - 1] >= 20 - 1e-9));
});

test("replies stand below what they answer, in reading order", () => {
  const said = [["p", null, "post"], ["a", "p", "comment"], ["b", "p", "comment"], ["a1", "a", "reply"], ["a2", "a1", "reply"], ["b1", "b", "reply"]];
  const tree = replyTree(said.map(([id, reply_to, kind]) => ({ id, reply_to, kind })));
  assert.deepEqual(tree.map(({ n, depth }) => [said[n][0], depth]), [["p", 0], ["a", 0], ["a1", 1], ["a2", 2], ["b", 0], ["b1", 1]]);
});

test("replies to nobody, to themselves or in a circle are all shown once", () => {
  const tree = replyTree([["x", "gone"], ["y", "y"], ["u", "v"], ["v", "u"]].map(([id, reply_to]) => ({ id, reply_to, kind: "reply" })));
  assert.deepEqual(tree.map((t) => t.n).toSorted(), [0, 1, 2, 3]);
});

test("a chain of ten thousand replies needs no recursion", () => {
  assert.equal(replyTree(Array.from({ length: 10_000 }, (_, n) => ({ id: `${n}`, reply_to: `${n - 1}`, kind: "reply" }))).at(-1).depth, 9999);
});

const BINDINGS = bindingsOf(COMMANDS);
const key = (key, more = {}) => commandOf({ key, ...more }, BINDINGS);

test("keys: the table", () => {
  for (const [e, wanted] of [
    [{ key: "1" }, "code:1"], [{ key: "A", shiftKey: true }, "code:A"], [{ key: "z" }, "swallow"], [{ key: "Z", shiftKey: true }, "code:Z"],
    [{ key: "j" }, "next"], [{ key: "ArrowUp" }, "previous"], [{ key: "ArrowRight" }, "word+"], [{ key: "ArrowLeft", shiftKey: true }, "grow-"],
    [{ key: "ArrowRight", shiftKey: true, altKey: true }, "grow-character+"], [{ key: " " }, "utterance"], [{ key: "Enter", shiftKey: true }, "swallow"],
    [{ key: "y" }, "accept"], [{ key: "n" }, "reject"], [{ key: "]" }, "suggestion+"], [{ key: "[", altKey: true, ctrlKey: true, altGraph: true }, "suggestion-"],
    [{ key: "z", ctrlKey: true }, "undo"], [{ key: "Z", metaKey: true, shiftKey: true }, "redo"], [{ key: "y", ctrlKey: true }, "redo"], [{ key: "?", shiftKey: true }, "card"],
    [{ key: "s", ctrlKey: true }, "pass"], [{ key: "c", metaKey: true }, "pass"], [{ key: "Enter", ctrlKey: true }, "swallow"], [{ key: "F5" }, "pass"],
    [{ key: "я", code: "KeyZ", ctrlKey: true }, "undo"], [{ key: "Ф", code: "KeyA", shiftKey: true }, "code:A"], [{ key: "о", code: "KeyJ" }, "next"], [{ key: "&", code: "Digit1" }, "code:1"],
    [{ key: "Dead", code: "BracketLeft" }, "swallow"], [{ key: "Backspace" }, "uncode"], [{ key: "Escape" }, "leave"], [{ key: "PageDown" }, "swallow"],
  ]) assert.equal(commandOf(e, BINDINGS), wanted, JSON.stringify(e));
});

test("no key that types something is passed on to the notebook", () => {
  for (let n = 32; n < 0x250; n++) for (const shiftKey of [false, true]) assert.notEqual(key(String.fromCodePoint(n), { shiftKey }), "pass");
});

test("each code has a key of its own, and after the 35th none", () => {
  const keys = Array.from({ length: 35 }, (_, n) => keyOf(n));
  assert.equal(new Set(keys).size, 35);
  assert.equal(keyOf(35), "");
  for (const k of keys) assert.equal(key(k), `code:${k}`);
});

test("the card tells of every command", () => {
  const told = COMMANDS.map((c) => shownKeys(c)).join(" ");
  for (const k of ["j", "k", "→", "←", ".", "Space", "Enter", "c", "r", "o", "Delete", "m", "Z", "Y", "]", "[", "y", "n", "Esc", "?"]) assert.ok(told.includes(k), k);
});

test("a key of one's own takes the place of the given one, and takes it from whoever had it", () => {
  const own = bindingsOf(COMMANDS, { accept: ["a"], reject: ["y"], nothing: ["0"] });
  for (const [pressed, wanted] of [["a", "accept"], ["y", "reject"], ["n", "swallow"], ["0", "swallow"], ["j", "next"]]) assert.equal(commandOf({ key: pressed }, own), wanted);
});

test("no two commands of the desk share a key", () => {
  const chords = COMMANDS.flatMap((c) => Object.values(c.keys).flat());
  assert.equal(new Set(chords).size, chords.length);
});

const rows = { codings: [{ id: "k", start: 0, end: 3, code: "x", coder: "ana" }], suggestions: [{ id: "s", start: 1, end: 2, code: "y", coder: "terms" }], memos: [] };
const op = (verb, args) => ({ op: "o", verb, args, at: 0 });

test("what is on its way is shown as if it had arrived", () => {
  const coded = foresee(rows, "u", [op("code", { code: "z", passages: [{ id: "n", utterance: "u", start: 1, end: 2, quote: "" }, { id: "m", utterance: "v", start: 0, end: 1, quote: "" }] })], "ana");
  assert.deepEqual(coded.codings.map((c) => [c.id, !!c.pending]), [["k", false], ["n", true]]);
  assert.deepEqual(foresee(rows, "u", [op("uncode", { ids: ["k"] })], "ana").codings, []);
  const accepted = foresee(rows, "u", [op("accept", { ids: ["s"] })], "ana");
  assert.deepEqual([accepted.suggestions.length, accepted.codings.at(-1).coder, accepted.codings.at(-1).suggested_by], [0, "ana", "terms"]);
  assert.deepEqual(foresee(rows, "u", [op("reject", { ids: ["s"] })], "ana").suggestions, []);
  assert.equal(foresee(rows, "u", [op("memo", { about: "coding", target: "k", text: "why" })], "ana").codings[0].memo, "why");
  assert.deepEqual(foresee(rows, "u", [op("memo", { about: "utterance", target: "u", text: "hm" })], "ana").memos, [{ text: "hm", coder: "ana" }]);
  assert.equal(rows.codings.length, 1);
});

class Box {
  #kept = new Map();
  get length() { return this.#kept.size; }
  key(n) { return [...this.#kept.keys()][n] ?? null; }
  getItem(k) { return this.#kept.get(k) ?? null; }
  setItem(k, v) { this.#kept.set(k, v); }
  removeItem(k) { this.#kept.delete(k); }
}

const waiting = (box) => Array.from({ length: box.length }, (_, n) => box.key(n)).filter((k) => k.startsWith("discourse:outbox:")).length;

const model = (send = () => {}) => {
  const sent = [], hear = [];
  return {
    sent, answer: (m) => hear.forEach((h) => h(m)), on: (_, h) => hear.push(h), off: () => {}, send: (m) => { sent.push(m); send(m); },
    get: () => ({ last: 3, key: "k:ana", project: "p", coder: "ana", may_write: true, threads: [], codes: [], utterances: [], rows: { u: structuredClone(rows) } }),
  };
};

test("an operation is kept until it is answered, also over a reload", () => {
  const box = new Box(), before = model(), store = new Store(before, box);
  store.send("uncode", { ids: ["k"], utterances: ["u"] });
  assert.equal(store.status().kind, "saving");
  assert.deepEqual(store.rows("u").codings, []);
  store.close();
  const after = model(), again = new Store(after, box);
  assert.deepEqual(after.sent.map((m) => m.op), before.sent.map((m) => m.op));
  assert.deepEqual(again.rows("u").codings, []);
  after.answer({ ok: after.sent[0].op, verb: "uncode", last: 4, rows: { u: { codings: [], suggestions: [], memos: [] } } });
  assert.equal(waiting(box), 0);
  assert.equal(again.status().text, "Saved");
  again.close();
});

test("a deed is on its way before it is drawn", () => {
  const order = [], store = new Store(model(() => order.push("sent")), new Box());
  store.enter((news) => news.kind === "rows" && order.push("drawn"));
  store.send("uncode", { ids: ["k"], utterances: ["u"] });
  assert.deepEqual(order, ["sent", "drawn"]);
  store.close();
});

test("a refusal is told, and what was painted is taken back", () => {
  const m = model(), store = new Store(m, new Box()), heard = [];
  store.enter((news) => heard.push(news));
  store.send("uncode", { ids: ["k"], utterances: ["u"] });
  m.answer({ no: m.sent[0].op, why: "it is ben's" });
  assert.equal(store.rows("u").codings.length, 1);
  assert.ok(heard.some((n) => n.kind === "refused" && n.why === "it is ben's"));
  store.close();
});

test("a closed connection loses nothing and says so", (t) => {
  t.mock.method(console, "warn", () => {});
  const box = new Box(), store = new Store(model(() => { throw new Error("closed"); }), box);
  store.send("uncode", { ids: ["k"], utterances: ["u"] });
  assert.equal(waiting(box), 1);
  t.mock.method(Date, "now", () => performance.timeOrigin + performance.now() + 10_000);
  assert.equal(store.status().text, "Offline, 1 kept here");
  store.close();
});

test("an answer that is older than what is known changes nothing", () => {
  const m = model(), store = new Store(m, null);
  m.answer({ ok: "other", verb: "code", last: 2, rows: { u: { codings: [], suggestions: [], memos: [] } } });
  assert.equal(store.rows("u").codings.length, 1);
  store.close();
});

test("news since what another view knew are taken, and what lies between is asked for", () => {
  const m = model(), store = new Store(m, null), codings = [{ id: "z", start: 0, end: 1, code: "x", coder: "ben" }];
  m.answer({ ok: "other", verb: "code", since: 8, last: 9, rows: { u: { codings, suggestions: [], memos: [] } } });
  assert.deepEqual([store.rows("u").codings[0].id, store.state.last], ["z", 3]);
  assert.deepEqual([m.sent.at(-1).verb, m.sent.at(-1).args.last], ["refresh", 3]);
  m.answer({ ok: m.sent.at(-1).op, verb: "refresh", since: 3, last: 9, rows: {} });
  assert.equal(store.state.last, 9);
  store.close();
});

test("a deed names the one before it, and where that was lost both are sent again in order", (t) => {
  const m = model(), store = new Store(m, null);
  const [first, second] = [store.send("undo"), store.send("redo")];
  assert.deepEqual(m.sent.map((s) => [s.op, s.after]), [[first, undefined], [second, first]]);
  t.mock.method(Date, "now", () => performance.timeOrigin + performance.now() + 1000);
  m.answer({ wait: second });
  assert.deepEqual(m.sent.slice(2).map((s) => s.op), [first, second]);
  store.close();
});

test("what is refused is kept with its words until it is seen to", () => {
  const box = new Box(), m = model(), store = new Store(m, box);
  const op = store.send("memo", { about: "utterance", target: "gone", text: "my thought", utterances: ["gone"] });
  m.answer({ no: op, why: "no utterance 'gone'" });
  assert.equal(waiting(box), 0);
  const after = new Store(model(), box), [deed] = after.refused();
  assert.deepEqual([deed.args.text, deed.why], ["my thought", "no utterance 'gone'"]);
  after.settle(deed, true);
  assert.deepEqual([after.refused(), after.inOrder().map((o) => [o.verb, o.args.text, o.op !== op])], [[], [["memo", "my thought", true]]]);
  store.close();
  after.close();
});

test("what waits for another coder is told and left alone", () => {
  const box = new Box(), ana = new Store(model(), box), as = (coder, may_write) => ({ ...model(), get: () => ({ ...model().get(), key: `k:${coder}`, coder, may_write }) });
  ana.send("undo");
  ana.close();
  const ben = new Store(as("ben", true), box), reader = new Store(as("ana", false), box);
  assert.deepEqual([...ben.ofOthers()], [["ana", 1]]);
  assert.deepEqual([[...reader.ofOthers()], reader.pending.size], [[["ana", 1]], 0]);
  assert.equal(waiting(box), 1);
  ben.close();
  reader.close();
});

test("a half-written thing is sent only by the page that comes after", () => {
  const box = new Box(), m = model(), store = new Store(m, box);
  for (const text of ["h", "ha", "half"]) store.draft("memo", { about: "utterance", target: "u", text });
  assert.deepEqual([m.sent.length, waiting(box)], [0, 1]);
  store.close();
  const later = model(), after = new Store(later, box);
  assert.deepEqual(later.sent.map((s) => s.args.text), ["half"]);
  after.close();
});

test("an emptied storage drops nothing that is still on its way", () => {
  const box = new Box(), m = model(), store = new Store(m, box), op = store.send("undo");
  for (let key; (key = box.key(0)); ) box.removeItem(key);
  store.shared();
  assert.deepEqual([[...store.pending.keys()], waiting(box)], [[op], 1]);
  store.close();
});

test("what a newer widget in the page has had answered, an older one whose kernel is gone does not put back", (t) => {
  globalThis.window = new EventTarget();
  t.after(() => delete globalThis.window);
  const box = new Box(), old = new Store(model(), box), op = old.send("undo"), m = model(), store = new Store(m, box);
  m.answer({ ok: op, last: 4, since: 3, rows: {} });
  for (let key; (key = box.key(0)); ) box.removeItem(key);
  old.shared();
  assert.deepEqual([old.pending.size, store.pending.size, waiting(box)], [0, 0, 0]);
  old.close();
  store.close();
});

test("the kernel is told when the last view is closed, and asked for what was missed when one is opened again", () => {
  const m = model(), store = new Store(m, new Box()), verbs = () => m.sent.map((s) => s.verb), [one, two] = [() => {}, () => {}];
  store.enter(one);
  store.enter(two);
  store.leave(one);
  assert.deepEqual(verbs(), []);
  store.leave(two);
  store.wake();
  store.refresh();
  assert.deepEqual(verbs(), ["leave"]);
  store.enter(one);
  assert.deepEqual(verbs(), ["leave", "refresh"]);
  assert.equal(new Set(m.sent.map((s) => s.page)).size, 1);
  store.close();
});

test("a browser that forbids storage still sends", (t) => {
  t.mock.method(console, "warn", () => {});
  const box = new Box(), m = model(), store = new Store(m, box);
  t.mock.method(box, "setItem", () => { throw new Error("QuotaExceededError"); });
  store.send("undo");
  assert.equal(m.sent[0].verb, "undo");
  store.close();
});

test("colours are data too: nothing but a hexadecimal colour reaches a style", () => {
  for (const [given, wanted] of [["#0072B2", "#0072B2"], ["#abc", "#abc"], ["red; background: url(//x)", "#6b7280"], ["url(//evil)", "#6b7280"], ["", "#6b7280"]]) assert.equal(safeColour(given), wanted);
});

test("small things: ids, shortened texts, times", () => {
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(Math.abs(Number.parseInt(newId().replaceAll("-", "").slice(0, 12), 16) - Date.now()) < 1000);
  assert.equal(shorten("a  b\n c", 9), "a b c");
  assert.ok(shorten(`${"x".repeat(7)}${ASTRONAUT} tail`, 10).isWellFormed());
  assert.match(showTime("2014-03-02T09:15:00"), /2014.*15/);
  assert.doesNotMatch(showTime("2014-03-02T00:00:00"), /00/);
  assert.match(showTime("2014-03-02T09:15:00+00:00"), /UTC$/);
  assert.equal(showTime("yesterday"), "yesterday");
});
