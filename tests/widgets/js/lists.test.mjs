// What lists, quotations, cells and memos are made of, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { around } from "../../../discourse/widgets/shared/around.js";
import { clamp, groupAt, itemAfter, numbered } from "../../../discourse/widgets/shared/outline.js";
import { escaped, quotations, quotedPlain, quotedRich } from "../../../discourse/widgets/shared/quotation.js";
import { shownKeys } from "../../../discourse/widgets/shared/keys.js";
import { COMMANDS as PASSAGES } from "../../../discourse/widgets/passages/commands.js";
import { COMMANDS as MEMOS } from "../../../discourse/widgets/memos/commands.js";
import { COMMANDS as PEOPLE } from "../../../discourse/widgets/participants/commands.js";
import { remarkOn, sorted, toldTogether, whyLeft } from "../../../discourse/widgets/passages/kinds.js";
import { aboutOf, copiedMemos } from "../../../discourse/widgets/memos/told.js";
import { blockOf, cellsOf, shownValue, tracksOf, typedValue } from "../../../discourse/widgets/participants/values.js";

const HOSTILE = `<img src=x onerror="alert(1)">&'`;
const GROUPS = numbered([{ key: "a", label: "A", n: 2 }, { key: "b", label: "B", n: 0 }, { key: "c", label: "C", n: 3 }]);

/** Every place from one end to the other. */
const walk = (groups, folded, step) => {
  const found = [];
  for (let at = itemAfter(groups, folded, null, step); at; at = itemAfter(groups, folded, at, step)) found.push(at.row ?? at.group);
  return found;
};

test("one walks over the heads of groups and the rows of those that are open, the same way back", () => {
  assert.deepEqual(walk(GROUPS, new Set(), 1), ["a", 0, 1, "b", "c", 2, 3, 4]);
  assert.deepEqual(walk(GROUPS, new Set(["a"]), 1), ["a", "b", "c", 2, 3, 4]);
  for (const folded of [new Set(), new Set(["a"]), new Set(["a", "b", "c"])]) assert.deepEqual(walk(GROUPS, folded, -1), walk(GROUPS, folded, 1).toReversed());
});

test("a list without groups has no heads, and an empty one no places", () => {
  assert.deepEqual(walk(numbered([{ key: "", label: "", n: 3 }]), new Set(), 1), [0, 1, 2]);
  assert.deepEqual(walk(numbered([{ key: "", label: "", n: 3 }]), new Set(), -1), [2, 1, 0]);
  assert.deepEqual(walk([], new Set(), 1), []);
});

test("where rows went, one stands on the nearest that there is", () => {
  assert.deepEqual(clamp(GROUPS, { group: "c", row: 9 }), { group: "c", row: 4 });
  assert.deepEqual(clamp(GROUPS, { group: "gone", row: 1 }), { group: "a", row: 1 });
  assert.equal(clamp(GROUPS, { group: "gone" }), null);
  assert.equal(clamp([], { group: "a", row: 0 }), null);
  assert.equal(groupAt(GROUPS, 3), "c");
});

test("a passage inside a sentence is shown with the rest of it, a whole one with its neighbours", () => {
  assert.deepEqual(around("First. Who ", "owns", " it? We do."), { lead: "Who ", tail: " it?" });
  assert.deepEqual(around("First one. Then two. ", "Who owns it?", " We do. Really."), { lead: "Then two. ", tail: " We do." });
  assert.deepEqual(around("", "All of it.", ""), { lead: "", tail: "" });
  assert.deepEqual(around("eginning of ", "it", " and so o", { start: true, end: true }), { lead: "…eginning of ", tail: " and so o…" });
  assert.deepEqual(around("شبكتي ليست ", "ملكي", " وحدي."), { lead: "شبكتي ليست ", tail: " وحدي." });
});

test("a quotation is copied with participant, thread, time and id", () => {
  const q = { quote: "Who owns 😀 it?", participant: "Mo", title: "On lists", time: "2014-03-02T00:00:00", utterance: "c1" };
  assert.match(quotedPlain(q), /^“Who owns 😀 it\?” \(Mo, On lists, .*2014.*, c1\)$/);
  assert.equal(quotedPlain({ quote: "x", thread: "t", utterance: "u" }), "“x” (unnamed, t, u)");
});

test("what is copied as HTML holds no markup but its own, whatever the texts say", () => {
  const rich = quotations([{ quote: HOSTILE, participant: HOSTILE, title: HOSTILE, utterance: HOSTILE }], HOSTILE).rich;
  assert.deepEqual([...new Set([...rich.matchAll(/<\/?(\w+)/g)].map((m) => m[1]))].sort(), ["bdi", "code", "h3", "p"]);
  assert.doesNotMatch(rich, /["']/);
  assert.equal(quotedRich({ quote: "a\r\nb", thread: "t", utterance: "u" }).includes("a<br>b"), true);
  assert.equal(escaped("a < b & c"), "a &#60; b &#38; c");
  assert.doesNotMatch(copiedMemos([{ id: "", about: "note", target: HOSTILE, text: HOSTILE, coder: HOSTILE, created_at: "2024-01-01T10:00:00Z" }], "p").rich, /<img/);
});

const passage = (id, kind, coder, status) => ({ id, kind, coder, status, quote: `words of ${id}`, code: "own" });
const MIXED = [passage("1", "coding", "ana"), passage("2", "coding", "ben"), passage("3", "suggestion", "terms", "open"), passage("4", "found", "me:1", "open"), passage("5", "suggestion", "terms", "rejected")];

test("of what was chosen, each deed takes what it may, and says whose the rest is", () => {
  const { own, others, open, found, done } = sorted(MIXED, "ana");
  assert.deepEqual([own, others, open, found, done].map((x) => x.map((p) => p.id).join()), ["1", "2", "3", "4", "5"]);
  assert.equal(toldTogether(MIXED, "ana"), "1 yours · 1 of ben · 2 to be decided · 1 decided");
  assert.match(whyLeft(others), /^1 coding of ben left as it is: only who made/);
  assert.match(whyLeft([...others, ...open]), /; 1 suggestion left/);
  assert.equal(whyLeft([]), "");
  assert.equal(remarkOn(own), "own: “words of 1”");
  assert.equal(remarkOn(MIXED), "5 passages, own");
});

test("a memo says what it is about", () => {
  const memo = { id: "", about: "coding", target: "k1", text: "", coder: "ana", created_at: "", code: "own", words: "owns", participant: "Mo", title: "T" };
  assert.equal(aboutOf(memo, "p"), "own: “owns” (Mo, T)");
  assert.equal(aboutOf({ ...memo, about: "project", target: "" }, "study.db"), "study.db");
  assert.equal(aboutOf({ ...memo, gone: true }, "p"), "coding that is no longer there");
});

test("what is typed becomes a number where it is written as one, and its column does not hold words", () => {
  for (const [typed, kind, wanted] of [
    ["34", "number", 34], ["34", "", 34], ["34", "words", "34"], ["-1.5", "", -1.5], ["007", "", "007"], ["1e3", "", "1e3"], ["1.50", "", "1.50"], [" x ", "", "x"],
    ["", "number", null], ["  ", "words", null], ["Yes", "truth", true], ["no", "truth", false], ["maybe", "truth", "maybe"], ["a; b;", "list", ["a", "b"]], ["99999999999999999999", "", "99999999999999999999"],
  ]) assert.deepEqual(typedValue(typed, kind), wanted, `${typed} in ${kind}`);
});

test("a value that is shown and typed again stays what it is", () => {
  for (const [value, kind] of [[34, "number"], [1.5, ""], ["words", "words"], ["😀", ""], [true, "truth"], [["a", "b"], "list"], [null, ""]]) assert.deepEqual(typedValue(shownValue(value), kind), value);
});

test("blocks of a spreadsheet are read cell by cell, and written so that they are read the same", () => {
  assert.deepEqual(cellsOf("a\t1\r\nb\t2\r\n"), [["a", "1"], ["b", "2"]]);
  assert.deepEqual(cellsOf("one"), [["one"]]);
  assert.deepEqual(cellsOf("a\n\nb"), [["a"], [""], ["b"]]);
  assert.deepEqual(cellsOf('"two\nlines"\t"say ""hi"""\nx\t'), [["two\nlines", 'say "hi"'], ["x", ""]]);
  assert.deepEqual(cellsOf('5" pipe\tx'), [['5" pipe', "x"]]);
  for (const rows of [[["a", "b"], ["c", ""]], [["x\ty", 'q"q', "l\nl"]], [["😀"]]]) assert.deepEqual(cellsOf(blockOf(rows)), rows);
});

test("no key of a widget asks for two things, and each has its line on the card", () => {
  for (const commands of [PASSAGES, MEMOS, PEOPLE]) {
    const chords = commands.flatMap((c) => Object.values(c.keys).flat());
    assert.equal(new Set(chords).size, chords.length, chords.filter((c, n) => chords.indexOf(c) !== n).join());
    for (const c of commands) assert.ok(c.told && c.group && shownKeys(c), c.told);
  }
});

test("each column has a width, also where there are no attributes: a column repeated no times is no CSS, and Firefox says so", () => {
  for (const [columns, wanted] of [[4, "84px"], [5, "84px minmax(120px, 1fr)"], [6, "minmax(120px, 1fr) minmax(120px, 1fr)"]]) {
    const tracks = tracksOf(columns);
    assert.ok(tracks.endsWith(wanted) && !tracks.includes("repeat"), tracks);
    assert.equal(tracks.replaceAll(/\(.*?\)/g, "").split(" ").length, columns);
  }
});
