// What became of a code: the versions of its definition with their use, and each deed, in words. It asks and shows.

/** @import { Code, Deed, Story, Version } from "./types.js" */
/** @import { State } from "./state.js" */
import { el } from "../shared/elements.js";
import { count, showLocal } from "../shared/plainly.js";
import { listed } from "./branches.js";

/** @type {Record<string, string>} */
const NAMES = { brief: "brief", definition: "definition", include: "when to use", exclude: "when not to use", example: "example", colour: "colour", terms: "terms", name: "name", parent: "place", text: "memo", seq: "order" };

/** The tab with the story of a code, and the function that brings it up to date. @param {State} book @param {Code} code */
export function storyOf(book, code) {
  const box = el("div", { class: "dc-story" }, el("p", { class: "dc-soft" }, "Reading the log…"));
  const fill = async () => {
    const now = book.code(code.id);
    if (!now) return;
    try {
      /** @type {Story} */
      const story = await book.store.ask("story", { code: now.code });
      if (box.isConnected) box.replaceChildren(...storyTold(book, now, story));
    } catch (error) {
      box.replaceChildren(el("p", { class: "dc-soft" }, /** @type {Error} */ (error).message));
    }
  };
  fill();
  return { box, fill };
}

/** @param {State} book @param {Code} code @param {Story} story */
function storyTold(book, code, story) {
  const came = book.codes.filter((c) => c.merged_into === code.code), groups = byDeed(story.history);
  const merged = came.length ? [el("p", {}, "Merged into this: ", el("bdi", {}, listed(came.map((c) => c.code))), ".")] : [];
  const versions = el("ol", { class: "dc-versions", reversed: true, start: story.versions.length }, ...story.versions.map(versionTold));
  const deeds = el("ol", { class: "dc-deeds" }, ...groups.map((rows) => deedTold(code, rows)));
  return [
    ...merged, el("h3", {}, count(story.versions.length, "version"), el("small", {}, "what it meant, and what was coded while it meant that")), versions,
    el("h3", {}, "All that was done", el("small", {}, "the newest first")), deeds,
    story.rows > story.history.length ? el("p", { class: "dc-soft" }, `${(story.rows - story.history.length).toLocaleString()} older changes: `, el("code", {}, `${book.store.state.study}.history(…)`)) : "",
  ].filter((x) => x !== "");
}

/** @param {Version} v */
function versionTold(v) {
  const share = v.new_words === undefined ? "" : `, ${Math.round(100 * v.new_words)} % new words`, long = v.mean_length === undefined ? "" : `, ${Math.round(v.mean_length)} characters on average`;
  const used = v.codings ? `${count(v.codings, "coding")} (${v.coders})${v.standing < v.codings ? `, ${v.standing} still stand` : ""}${long}${share}` : "not used while it meant this";
  return el("li", {},
    el("div", {}, el("b", {}, v.changed === "made" ? "Made" : `Changed: ${v.changed.split(", ").map((f) => NAMES[f] ?? f).join(", ")}`), el("small", {}, `${showLocal(v.since)} – ${v.until ? showLocal(v.until) : "now"} · `, el("bdi", {}, v.by))),
    v.definition || v.brief ? el("p", { class: "dc-meant", dir: "auto" }, v.definition || v.brief) : el("p", { class: "dc-meant dc-soft" }, "No definition yet."), el("p", { class: "dc-soft" }, used),
    v.examples.length ? el("ul", { class: "dc-samples" }, ...v.examples.map((q) => el("li", {}, el("q", { dir: "auto" }, q)))) : "");
}

/** Rows of one deed stand together. @param {Deed[]} history @returns {Deed[][]} */
export function byDeed(history) {
  /** @type {Deed[][]} */
  const groups = [];
  for (const row of history) {
    const last = groups.at(-1);
    if (last && last[0].tick === row.tick && last[0].coder === row.coder) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** @param {Code} code @param {Deed[]} rows */
function deedTold(code, rows) {
  const [first] = rows, undone = first.verb === "undo" ? "took back" : first.verb === "redo" ? "did again" : "";
  return el("li", {}, el("div", {}, el("bdi", {}, first.coder), el("small", {}, `${showLocal(first.time)}${undone ? ` · ${undone}` : ""}`)), el("ul", {}, ...rows.filter((r) => r.field !== "seq" || rows.length === 1).map((r) => el("li", {}, ...changeTold(code, r)))));
}

/** @param {Code} code @param {Deed} row @returns {(Node | string)[]} */
function changeTold(code, row) {
  const quoted = (/** @type {string} */ text) => el("q", { dir: "auto" }, text);
  if (row.place === "memos") return row.after ? ["memo: ", quoted(row.after)] : ["memo taken away"];
  if (!row.field) return row.after ? ["came into the codebook"] : ["left the codebook"];
  if (row.field === "retired") return [row.after ? "retired" : "brought back"];
  if (row.field === "merged_into") return row.after ? ["merged into ", el("bdi", {}, row.after)] : ["on its own again"];
  if (row.field === "seq") return ["moved among its neighbours"];
  if (row.field === "parent") return row.after ? ["moved below ", el("bdi", {}, row.after)] : ["moved to the top"];
  const name = NAMES[row.field] ?? row.field;
  if (!row.before) return [`${name}: `, quoted(row.after ?? "")];
  if (!row.after) return [`${name} taken away; it was `, quoted(row.before)];
  return [`${name}: `, el("del", { dir: "auto" }, row.before), " ", el("ins", { dir: "auto" }, row.after)];
}
