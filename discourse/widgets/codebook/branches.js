// The tree of codes as a person walks and changes it: lines, places, what a move and a merge would do. It draws nothing.

/** @import { Branch, Code, Side, Spot, Tally } from "./types.js" */
import { leaf } from "../shared/plainly.js";

/** The path of what a code stands below; "" at the top. @param {string} path */
export const above = (path) => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** @param {string} path @param {string} top */
export const within = (path, top) => path === top || path.startsWith(`${top}/`);

/**
 * The path of a code once what is on its way has arrived: a field that is kept behind a rename must not name the code as it was.
 * @param {string} path @param {{verb: string, args: Record<string, any>}[]} operations in order
 */
export function pathAfter(path, operations) {
  for (const { verb, args } of operations) {
    if (!["rename", "move"].includes(verb) || !within(path, args.code)) continue;
    const top = verb === "rename" ? above(args.code) : args.under ?? "", name = verb === "rename" ? args.name : leaf(args.code);
    path = (top ? `${top}/` : "") + name + path.slice(args.code.length);
  }
  return path;
}

/**
 * The lines of the tree: those below a shut one are left out; with a search, the hits and what they stand below.
 * @param {Code[]} codes @param {Set<string>} shut ids @param {string} [wanted] @param {boolean} [retired] also those out of use @returns {Branch[]}
 */
export function branchesOf(codes, shut, wanted = "", retired = false) {
  const word = wanted.trim().toLocaleLowerCase(), shown = retired ? codes : codes.filter((c) => !c.retired);
  /** @param {Code} c */
  const hits = (c) => !word || [c.code, c.brief, ...c.terms].some((text) => text.toLocaleLowerCase().includes(word));
  /** @type {Map<string, Code[]>} */
  const children = new Map();
  const there = new Set(shown.map((c) => c.code)), kept = new Set();
  for (const c of shown) if (hits(c)) for (let path = c.code; path; path = above(path)) kept.add(path);
  for (const c of shown) {
    const parent = there.has(above(c.code)) ? above(c.code) : "";
    if (kept.has(c.code)) children.set(parent, [...(children.get(parent) ?? []), c]);
  }
  /** @type {Branch[]} */
  const lines = [];
  /** @param {string} parent @param {number} depth */
  const walk = (parent, depth) => {
    const level = children.get(parent) ?? [];
    level.forEach((code, n) => {
      const below = children.get(code.code)?.length ?? 0, open = below > 0 && (!!word || !shut.has(code.id));
      lines.push({ code, name: leaf(code.code), depth, below, open, place: n + 1, of: level.length, hit: !!word && hits(code) });
      if (open) walk(code.code, depth + 1);
    });
  };
  walk("", 0);
  return lines;
}

/**
 * Where a code goes by a key: up and down among its siblings, in (below the one before it), out (behind the one it stands below).
 * @param {Code[]} codes those that are shown @param {Code} code @param {"up" | "down" | "in" | "out"} way @returns {Spot | null} null where there is no such place
 */
export function moveOf(codes, code, way) {
  const under = above(code.code), level = codes.filter((c) => above(c.code) === under), n = level.indexOf(code);
  const here = under ? { under } : {};
  if (way === "up") return n > 0 ? { ...here, before: level[n - 1].code } : null;
  if (way === "down") return n < level.length - 1 ? { ...here, ...(level[n + 2] ? { before: level[n + 2].code } : {}) } : null;
  if (way === "in") {
    const into = level.slice(0, n).findLast((c) => !c.retired);
    return into ? { under: into.code } : null;
  }
  if (!under) return null;
  const outer = above(under), there = codes.filter((c) => above(c.code) === outer), behind = there[there.findIndex((c) => c.code === under) + 1];
  return { ...(outer ? { under: outer } : {}), ...(behind ? { before: behind.code } : {}) };
}

/**
 * Where a code goes that is dropped on a side of another one.
 * @param {Code[]} codes @param {Code} code @param {Code} target @param {Side} side @returns {Spot | null} null where it cannot stand or stands already
 */
export function dropOf(codes, code, target, side) {
  if (within(target.code, code.code)) return null;
  if (side === "into") return target.retired || above(code.code) === target.code ? null : { under: target.code };
  const under = above(target.code), level = codes.filter((c) => above(c.code) === under && c !== code), n = level.indexOf(target);
  const next = level[side === "before" ? n : n + 1];
  const stood = codes.filter((c) => above(c.code) === under), now = above(code.code) === under ? stood[stood.indexOf(code) + 1] : null;
  if (now === next) return null;
  return { ...(under ? { under } : {}), ...(next ? { before: next.code } : {}) };
}

/** @param {Code[]} codes @param {Record<string, Record<string, number>>} counts @param {string} coder @returns {Map<string, Tally>} by path */
export function tallyOf(codes, counts, coder) {
  /** @type {Map<string, Tally>} */
  const tally = new Map(codes.map((c) => {
    const all = Object.values(counts[c.code] ?? {}).reduce((sum, n) => sum + n, 0);
    return [c.code, { mine: counts[c.code]?.[coder] ?? 0, all, deep: 0 }];
  }));
  for (const [code, { all }] of tally) for (let path = code; path; path = above(path)) {
    const row = tally.get(path);
    if (row) row.deep += all;
  }
  return tally;
}

/**
 * What a merge would do, in sentences; and why it would be refused, if it would.
 * @param {Code[]} codes @param {Record<string, Record<string, number>>} counts @param {Code[]} chosen @param {Code | undefined} into @returns {{told: string[], refused: string}}
 */
export function mergeTold(codes, counts, chosen, into) {
  const from = chosen.filter((c) => c !== into);
  if (!into || !from.length) return { told: [], refused: "" };
  const holder = from.find((c) => within(into.code, c.code));
  if (holder) return { told: [], refused: `${into.code} stands below ${holder.code}: move it up first.` };
  const names = new Set(codes.filter((c) => above(c.code) === into.code && !from.includes(c)).map((c) => leaf(c.code)));
  const children = codes.filter((c) => from.some((f) => above(c.code) === f.code) && !from.includes(c));
  for (const child of children) {
    if (names.has(leaf(child.code))) return { told: [], refused: `${into.code} has a code ${leaf(child.code)} of its own: rename or merge ${child.code} first.` };
    names.add(leaf(child.code));
  }
  const coders = new Set(from.flatMap((c) => Object.keys(counts[c.code] ?? {}))), moved = from.reduce((sum, c) => sum + Object.values(counts[c.code] ?? {}).reduce((a, b) => a + b, 0), 0);
  const terms = new Set(from.flatMap((c) => c.terms).filter((t) => !into.terms.includes(t))), gone = listed(from.map((c) => c.code));
  /** @param {number} n @param {string} noun */
  const many = (n, noun) => `${n.toLocaleString()} ${noun}${n === 1 ? "" : "s"}`;
  return {
    refused: "",
    told: [
      moved ? `${many(moved, "coding")} by ${listed([...coders].sort())} ${moved === 1 ? "goes" : "go"} to ${into.code}.` : `No passage is coded with ${gone}.`,
      coders.size && counts[into.code] ? "Where one coder has both on the same passage, one coding stays, with both memos." : "",
      children.length ? `${listed(children.map((c) => leaf(c.code)))} ${children.length === 1 ? "moves" : "move"} below ${into.code}.` : "",
      terms.size ? `${into.code} takes over ${many(terms.size, "term")}.` : "",
      `${gone} ${from.length === 1 ? "is" : "are"} retired: the definition stays, and the past says where the codings went. Undo takes it back.`,
    ].filter(Boolean),
  };
}

/** "a, b and c" @param {string[]} names */
export function listed(names) {
  const few = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : names;
  return few.length > 1 ? `${few.slice(0, -1).join(", ")} and ${few[few.length - 1]}` : few[0] ?? "";
}
