// Finding codes, cutting and joining passages, own keys: without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { COMMANDS } from "../../../discourse/widgets/coder/commands.js";
import { cutAt, nameOf, nudge, paragraph, touching } from "../../../discourse/widgets/coder/cuts.js";
import { foresee } from "../../../discourse/widgets/coder/foresee.js";
import { likeThis } from "../../../discourse/widgets/coder/likewise.js";
import { offers, pathOf } from "../../../discourse/widgets/coder/palette.js";
import { bindingsOf, hint } from "../../../discourse/widgets/shared/keys.js";
import { chordsOf, rebound, takenFrom } from "../../../discourse/widgets/shared/remap.js";
import { fuzzyScore } from "../../../discourse/widgets/shared/score.js";

const ASTRONAUT = "👩🏽\u200d🚀";
const code = (path, more = {}) => ({ code: path, brief: "", definition: "", include: "", exclude: "", example: "", colour: "#000000", key: "", terms: [], ...more });
const BOOK = [code("ownership", { terms: ["own*"] }), code("work"), code("work/precarious work"), code("work/Work as a Service"), code("trust", { brief: "who relies on whom" }), code("Café")];
const found = (wanted, recent = []) => offers(wanted, BOOK, recent).map((o) => o.code);

test("a name that begins so comes first, then words that do, then letters in their order", () => {
  assert.ok(fuzzyScore("wor", "work") > fuzzyScore("wor", "precarious work"));
  assert.ok(fuzzyScore("pw", "precarious work") > fuzzyScore("pw", "upward"));
  assert.equal(fuzzyScore("xyz", "work"), 0);
  assert.equal(fuzzyScore("", "anything"), 1);
  assert.ok(fuzzyScore("cafe", "Café") > 100);
});

test("codes are found by path, brief and terms, and a name that is not there can be made", () => {
  assert.equal(found("pwrk")[0], "work/precarious work");
  assert.equal(found("relies")[0], "trust");
  assert.equal(found("own")[0], "ownership");
  assert.equal(found("CAFÉ").length, 1);
  assert.equal(offers("night shift", BOOK, []).at(-1).known, null);
  assert.equal(found("  space / night shift ").at(-1), "space/night shift");
});

test("without a word the last codes come first, then the codebook as it stands", () => {
  assert.deepEqual(found("", ["trust", "gone"]).slice(0, 2), ["trust", "ownership"]);
  assert.equal(found("").length, BOOK.length);
});

test("words of the text become a name that a codebook takes", () => {
  for (const [words, wanted] of [
    ["“who owns it?”", "who owns it"], ["and/or", "and or"], [" two\r\nlines ", "two lines"], [`my ${ASTRONAUT}`, `my ${ASTRONAUT}`],
    ["\u202eevil\u202c", "evil"], ["من يملك؟", "من يملك"], ["", ""], ["!?", "!?"],
  ]) assert.equal(nameOf(words), wanted, words);
  const long = nameOf(`${"very ".repeat(20)}long`);
  assert.ok(long.length <= 61 && long.endsWith("very…"), long);
  assert.ok(nameOf(ASTRONAUT.repeat(20)).isWellFormed());
  assert.equal(pathOf(" a / /b "), "a/b");
});

test("the paragraph at a place, also after Windows line ends", () => {
  const text = "One.\r\nStill one.\r\n\r\nTwo 😀.\n\n\nThree.";
  for (const [at, wanted] of [[0, "One.\r\nStill one."], [8, "One.\r\nStill one."], [21, "Two 😀."], [text.length, "Three."]]) assert.equal(text.slice(...paragraph(text, at)), wanted, String(at));
});

test("an end goes a word further or back, and a passage is never empty", () => {
  const text = `We own the ${ASTRONAUT} list.`, at = (words) => [text.indexOf(words), text.indexOf(words) + words.length];
  for (const [from, side, step, wanted] of [
    ["own", "end", 1, "own the"], ["own the", "end", 1, `own the ${ASTRONAUT}`], ["own the", "end", -1, "own"], ["own", "start", -1, "We own"], ["We own", "start", 1, "own"],
  ]) assert.equal(text.slice(...nudge(text, ...at(from), side, step)), wanted, `${from} ${side} ${step}`);
  assert.equal(nudge(text, ...at("own"), "end", -1), null);
  assert.equal(nudge(text, ...at("own"), "start", 1), null);
  assert.equal(nudge(text, ...at("We"), "start", -1), null);
});

test("a cut is where the selection begins, or ends, or behind the first sentence", () => {
  const text = "We own it. They pay.", whole = { a: 0, b: text.length };
  assert.equal(cutAt(text, whole, { a: 3, b: 6 }), 3);
  assert.equal(cutAt(text, whole, { a: 0, b: 6 }), 6);
  assert.equal(cutAt(text, whole, null), 10);
  assert.equal(cutAt(text, { a: 11, b: 20 }, null), null);
});

test("passages that touch are found one after another; words between keep them apart", () => {
  const text = "one two three four", [a, b, c, d] = [{ a: 0, b: 3 }, { a: 4, b: 7 }, { a: 6, b: 13 }, { a: 15, b: 18 }];
  assert.deepEqual(touching(text, b, [a, b, c, d]), [a, b, c]);
  assert.deepEqual(touching(text, d, [a, b, c, d]), [d]);
});

const STANDING = { codings: [{ id: "k", start: 0, end: 20, code: "x", coder: "ana", memo: "m" }, { id: "l", start: 20, end: 25, code: "x", coder: "ana" }], suggestions: [{ id: "s", start: 0, end: 3, code: "y", coder: "terms" }], memos: [] };
const after = (verb, args) => foresee(STANDING, "u", [{ op: "o", verb, args, at: 1 }], "ana");

test("what is on its way is seen at once: bounds, parts, joined ones, other codes, memos", () => {
  assert.deepEqual(after("resize", { id: "k", start: 2, end: 9 }).codings.map((c) => [c.start, c.end, c.memo]), [[2, 9, "m"], [20, 25, undefined]]);
  assert.deepEqual(after("split", { id: "k", at: 10, second: "n" }).codings.map((c) => [c.id, c.start, c.end, c.memo]), [["k", 0, 10, "m"], ["n", 10, 20, undefined], ["l", 20, 25, undefined]]);
  assert.deepEqual(after("join", { ids: ["l", "k"] }).codings.map((c) => [c.id, c.start, c.end, c.memo]), [["k", 0, 25, "m"]]);
  assert.equal(after("recode", { ids: ["k"], code: "z" }).codings[0].code, "z");
  assert.deepEqual([after("accept", { ids: ["s"], code: "z" }).codings.at(-1).code, after("accept", { ids: ["s"] }).codings.at(-1).code], ["z", "y"]);
  assert.equal(after("code", { passages: [{ utterance: "u", start: 0, end: 1, id: "q", code: "z" }], memo: "why" }).codings.at(-1).memo, "why");
});

test("all like this: of this thread or of all, for the same reason or for any", () => {
  const all = [{ id: "1", thread: "a", reason: "r" }, { id: "2", thread: "a", reason: "q" }, { id: "3", thread: "b", reason: "r" }];
  const ids = (everywhere, anyReason) => likeThis(all, { thread: "a", everywhere, reason: "r", anyReason }).map((s) => s.id).join("");
  assert.deepEqual([ids(false, false), ids(false, true), ids(true, false), ids(true, true)], ["1", "12", "13", "123"]);
});

test("a new key is taken from whoever had it, and comes back with the given ones", () => {
  assert.equal(takenFrom(COMMANDS, {}, "repeat", "m"), "memo");
  assert.equal(takenFrom(COMMANDS, {}, "repeat", "r"), null);
  const own = rebound(COMMANDS, {}, "repeat", "r", "m");
  assert.deepEqual(own, { memo: [], repeat: ["m"] });
  assert.deepEqual([chordsOf(COMMANDS, own, "memo"), chordsOf(COMMANDS, own, "repeat")], [[], ["m"]]);
  assert.equal(hint(bindingsOf(COMMANDS, own), "memo"), "");
  assert.deepEqual(rebound(COMMANDS, {}, "next", "ArrowDown", "z"), { next: ["j", "z"] });
});

test("no two commands of the desk are given the same key", () => {
  const owners = new Map();
  for (const { keys } of COMMANDS) for (const [name, chords] of Object.entries(keys)) for (const chord of chords) {
    assert.ok(!owners.has(chord), `${chord}: ${owners.get(chord)} and ${name}`);
    owners.set(chord, name);
  }
});
