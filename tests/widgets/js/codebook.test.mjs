// The pure functions of the codebook, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { branchesOf, dropOf, listed, mergeTold, moveOf, pathAfter, tallyOf } from "../../../discourse/widgets/codebook/branches.js";
import { COMMANDS } from "../../../discourse/widgets/codebook/commands.js";
import { Drafts, termsOf } from "../../../discourse/widgets/codebook/drafts.js";
import { byDeed } from "../../../discourse/widgets/codebook/story.js";
import { bindingsOf, commandOf } from "../../../discourse/widgets/shared/keys.js";

const code = (path, more = {}) => ({ id: path.split("/").at(-1), code: path, brief: "", definition: "", include: "", exclude: "", example: "", colour: "#0072b2", terms: [], ...more });
const TREE = ["own", "work", "work/WaaS", "work/precarious", "work/precarious/pay", "trust"].map((p) => code(p));
const at = (path, codes = TREE) => codes.find((c) => c.code === path);
const told = (lines) => lines.map((l) => "  ".repeat(l.depth) + l.name);

/** What the project's verb `move` does, on paths. */
function moved(codes, one, { under, before }) {
  const to = under ? `${under}/${one.id}` : one.id, inside = (c) => c.code === one.code || c.code.startsWith(`${one.code}/`);
  const taken = codes.filter(inside).map((c) => ({ ...c, code: to + c.code.slice(one.code.length) })), rest = codes.filter((c) => !inside(c));
  const parent = under ?? "", level = rest.filter((c) => c.code.slice(0, Math.max(0, c.code.lastIndexOf("/"))) === parent);
  const order = new Map([...level.slice(0, before ? level.findIndex((c) => c.code === before) : level.length), taken[0], ...(before ? level.slice(level.findIndex((c) => c.code === before)) : [])].map((c, n) => [c.code, n]));
  const walk = (path) => [...rest, ...taken].filter((c) => c.code.slice(0, Math.max(0, c.code.lastIndexOf("/"))) === path)
    .sort((x, y) => (path === parent ? order.get(x.code) - order.get(y.code) : 0)).flatMap((c) => [c, ...walk(c.code)]);
  return walk("");
}

test("the tree: depth, place among siblings, what is shut", () => {
  const lines = branchesOf(TREE, new Set());
  assert.deepEqual(told(lines), ["own", "work", "  WaaS", "  precarious", "    pay", "trust"]);
  assert.deepEqual(lines.map((l) => [l.place, l.of, l.below]), [[1, 3, 0], [2, 3, 2], [1, 2, 0], [2, 2, 1], [1, 1, 0], [3, 3, 0]]);
  assert.deepEqual(told(branchesOf(TREE, new Set(["work"]))), ["own", "work", "trust"]);
});

test("a search shows the hits and what they stand below, also where that is shut", () => {
  const lines = branchesOf(TREE, new Set(["work", "precarious"]), "PAY");
  assert.deepEqual(told(lines), ["work", "  precarious", "    pay"]);
  assert.deepEqual(lines.map((l) => l.hit), [false, false, true]);
  assert.deepEqual(told(branchesOf([code("a", { terms: ["Trust*"] }), code("b", { brief: "x" })], new Set(), "trust*")), ["a"]);
  assert.deepEqual(branchesOf(TREE, new Set(), "nothing"), []);
});

test("retired codes are shown when asked, and one in use below a retired one is never lost", () => {
  const codes = [code("a", { retired: "2024" }), code("a/b"), code("c")];
  assert.deepEqual(told(branchesOf(codes, new Set())), ["b", "c"]);
  assert.deepEqual(told(branchesOf(codes, new Set(), "", true)), ["a", "  b", "c"]);
});

test("moves by key: up, down, in, out", () => {
  for (const [path, way, spot] of [
    ["work", "up", { before: "own" }], ["own", "up", null], ["own", "down", { before: "trust" }], ["work", "down", {}], ["trust", "down", null],
    ["trust", "in", { under: "work" }], ["own", "in", null], ["work/precarious", "in", { under: "work/WaaS" }], ["work/WaaS", "in", null],
    ["work/WaaS", "out", { before: "trust" }], ["work/precarious/pay", "out", { under: "work" }], ["own", "out", null], ["work/precarious", "up", { under: "work", before: "work/WaaS" }],
  ]) assert.deepEqual(moveOf(TREE, at(path), way), spot, `${path} ${way}`);
});

test("down undoes up, and out undoes in, whatever is moved", () => {
  for (const one of TREE) for (const [way, back] of [["up", "down"], ["down", "up"], ["in", "out"]]) {
    const spot = moveOf(TREE, one, way);
    if (!spot) continue;
    const there = moved(TREE, one, spot), again = there.find((c) => c.id === one.id);
    assert.deepEqual(moved(there, again, moveOf(there, again, back)).map((c) => c.code), TREE.map((c) => c.code), `${one.code} ${way}`);
  }
});

test("a code is named as it will be called once what is on its way has arrived", () => {
  const coming = [{ verb: "rename", args: { code: "work", name: "labour" } }, { verb: "define", args: { code: "x" } }, { verb: "move", args: { code: "labour/WaaS", under: "own" } }, { verb: "move", args: { code: "own" } }];
  assert.deepEqual(["work", "work/WaaS", "work/WaaS/x", "workers", "own"].map((p) => pathAfter(p, coming)), ["labour", "own/WaaS", "own/WaaS/x", "workers", "own"]);
  assert.equal(pathAfter("a/b", [{ verb: "move", args: { code: "a/b" } }, { verb: "rename", args: { code: "b", name: "c" } }]), "c");
});

test("drops: onto a code, before it, after it; never into itself, never where it stands already", () => {
  for (const [path, target, side, spot] of [
    ["own", "work", "into", { under: "work" }], ["own", "trust", "before", { before: "trust" }], ["own", "trust", "after", {}], ["trust", "work/WaaS", "before", { under: "work", before: "work/WaaS" }],
    ["trust", "work/precarious", "after", { under: "work" }], ["work/WaaS", "work", "into", null], ["work", "work/WaaS", "into", null], ["work", "work/precarious/pay", "after", null], ["work", "work", "before", null],
    ["own", "work", "before", null], ["work", "own", "after", null], ["trust", "work", "after", null], ["work/precarious", "work/WaaS", "before", { under: "work", before: "work/WaaS" }],
  ]) assert.deepEqual(dropOf(TREE, at(path), at(target), side), spot, `${path} ${side} ${target}`);
  const codes = [code("a"), code("b", { retired: "2024" })];
  assert.equal(dropOf(codes, codes[0], codes[1], "into"), null);
});

test("a drop stands next to what it was dropped beside", () => {
  for (const one of TREE) for (const target of TREE) for (const side of ["before", "after"]) {
    const spot = dropOf(TREE, one, target, side);
    if (!spot) continue;
    const there = moved(TREE, one, spot), parent = (c) => c.code.slice(0, Math.max(0, c.code.lastIndexOf("/")));
    const [a, b] = [one, target].map((x) => there.find((c) => c.id === x.id)), level = there.filter((c) => parent(c) === parent(b));
    assert.equal(parent(a), parent(b));
    assert.equal(level.indexOf(a) - level.indexOf(b), side === "before" ? -1 : 1, `${one.code} ${side} ${target.code}`);
  }
});

test("counts: one's own, everyone's, and with those of all codes below", () => {
  const tally = tallyOf(TREE, { work: { ana: 1, ben: 2 }, "work/precarious/pay": { ben: 4 } }, "ana");
  assert.deepEqual(tally.get("work"), { mine: 1, all: 3, deep: 7 });
  assert.deepEqual(tally.get("work/precarious"), { mine: 0, all: 0, deep: 4 });
  assert.deepEqual(tally.get("trust"), { mine: 0, all: 0, deep: 0 });
});

test("a merge says what will happen", () => {
  const counts = { own: { ben: 2, ana: 3 }, trust: { ana: 1 } }, codes = [code("own", { terms: ["own*", "mine"] }), code("own/list"), code("trust", { terms: ["mine"] })];
  const { told: lines, refused } = mergeTold(codes, counts, [codes[0], codes[2]], codes[2]);
  assert.equal(refused, "");
  assert.equal(lines[0], "5 codings by ana and ben go to trust.");
  assert.match(lines.join(" "), /one coding stays.*list moves below trust\..*trust takes over 1 term\..*own is retired/);
  assert.equal(mergeTold(codes, {}, [codes[0]], codes[2]).told[0], "No passage is coded with own.");
});

test("a merge that would be refused says why before it is tried", () => {
  assert.match(mergeTold(TREE, {}, [at("work")], at("work/WaaS")).refused, /stands below work: move it up first/);
  const codes = [code("a"), code("a/x"), code("b"), code("b/x")];
  assert.match(mergeTold(codes, {}, [codes[0]], codes[2]).refused, /b has a code x of its own/);
  assert.deepEqual(mergeTold(TREE, {}, [at("own")], at("own")), { told: [], refused: "" });
  assert.deepEqual(mergeTold(TREE, {}, [at("own")], undefined), { told: [], refused: "" });
});

test("names in a row", () => {
  assert.deepEqual([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])], ["", "a", "a and b", "a, b and c"]);
  assert.equal(listed([..."abcdefgh"]), "a, b, c, d, e and 3 more");
});

test("what is written stays written while others write elsewhere", () => {
  const drafts = new Drafts(), never = () => false;
  drafts.type("k", "definition", "mine", "old");
  assert.equal(drafts.shown("k", "definition", "old"), "mine");
  assert.ok(drafts.due("k", "definition", "old"));
  drafts.settle(never, () => "old");
  assert.equal(drafts.shown("k", "definition", "old"), "mine");
  assert.ok(drafts.disputed("k", "definition", "theirs"));
  assert.ok(!drafts.due("k", "definition", "theirs"), "what is disputed is not sent by itself");
  drafts.settle(never, () => "theirs");
  assert.equal(drafts.shown("k", "definition", "theirs"), "mine");
  drafts.keep("k", "definition", "theirs");
  assert.ok(drafts.due("k", "definition", "theirs"));
});

test("a draft ends when it has arrived, when it says what stands there, and when its code is gone", () => {
  for (const [now, pending, left] of [["other", false, 0], ["old", true, 1], ["mine", true, 0], [null, true, 0]]) {
    const drafts = new Drafts();
    drafts.type("k", "brief", " mine ", "old");
    drafts.of("k", "brief").sent = "op";
    drafts.settle(() => pending, () => now);
    assert.equal(drafts.all.size, left, `${now} ${pending}`);
  }
});

test("what was refused is a draft again, and what is still on its way is not", () => {
  const drafts = new Drafts();
  for (const field of ["brief", "terms"]) drafts.type("k", field, "mine", "old");
  drafts.of("k", "brief").sent = "gone";
  drafts.of("k", "terms").sent = "coming";
  drafts.refused((op) => op === "coming");
  assert.ok(drafts.due("k", "brief", "old"));
  assert.ok(!drafts.due("k", "terms", "old"));
});

test("writing on while it is sent is a draft of its own", () => {
  const drafts = new Drafts();
  drafts.type("k", "brief", "mine", "old");
  drafts.send(drafts.of("k", "brief"), "op", "mine");
  drafts.type("k", "brief", "mine too", "old");
  drafts.settle(() => false, () => "mine");
  assert.equal(drafts.shown("k", "brief", "mine"), "mine too");
  assert.ok(!drafts.disputed("k", "brief", "mine"), "what I sent myself is no dispute");
  assert.ok(drafts.disputed("k", "brief", "theirs"));
});

test("one term a line, of any line end", () => {
  assert.deepEqual(termsOf(" own* \r\n\r\n-my own\r/x, y/\n😀"), ["own*", "-my own", "/x, y/", "😀"]);
  assert.deepEqual(termsOf(" \n "), []);
});

test("rows of one deed stand together", () => {
  const rows = [[3, "ana"], [3, "ana"], [3, "ben"], [1, "ana"]].map(([tick, coder]) => ({ tick, coder }));
  assert.deepEqual(byDeed(rows).map((g) => g.length), [2, 1, 1]);
});

test("keys of the codebook: none twice, letters are left for the search by typing", () => {
  const chords = COMMANDS.flatMap((c) => Object.values(c.keys).flat()), bindings = bindingsOf(COMMANDS);
  assert.equal(new Set(chords).size, chords.length);
  for (const letter of "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789é中") assert.equal(commandOf({ key: letter }, bindings), "swallow", letter);
  for (const [e, wanted] of [
    [{ key: "ArrowUp", altKey: true }, "move-up"], [{ key: "ArrowLeft", altKey: true }, "move-out"], [{ key: "F2" }, "rename"], [{ key: " " }, "tick"], [{ key: "+", shiftKey: true }, "below"],
    [{ key: "z", ctrlKey: true }, "undo"], [{ key: "¡", code: "Digit1", altKey: true }, "meaning"], [{ key: "?", shiftKey: true }, "card"], [{ key: "s", ctrlKey: true }, "pass"], [{ key: "Delete" }, "retire"],
  ]) assert.equal(commandOf(e, bindings), wanted, JSON.stringify(e));
});
