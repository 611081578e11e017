// The shapes that the modules of the codebook pass to each other. For the type checker only: nothing here runs.

/**
 * @typedef {{id: string, code: string, brief: string, definition: string, include: string, exclude: string, example: string, colour: string,
 *   terms: string[], retired?: string, merged_into?: string}} Code
 */
/** @typedef {{target: string, text: string, coder: string, created_at?: string}} Memo */
/** @typedef {{name: string, source: string, colours: string[]}} Palette */
/**
 * @typedef {import("../shared/types.js").Known & {title: string, codes: Code[], counts: Record<string, Record<string, number>>, memos: Memo[],
 *   palettes: Palette[], open?: string}} Snapshot
 */
/** @typedef {{code: Code, name: string, depth: number, below: number, open: boolean, place: number, of: number, hit: boolean}} Branch a line of the tree */
/** @typedef {{under?: string, before?: string}} Spot where a code goes: below which (at the top without one), before which (at the end without one) */
/** @typedef {{mine: number, all: number, deep: number}} Tally codings of a code: one's own, everyone's, and with those of all codes below it */
/** @typedef {"before" | "into" | "after"} Side */
/** @typedef {{code: string, other: string, vision: string, distance: number}} Alike */
/**
 * @typedef {{below: number, least: number, visions: string[], alike: Alike[], pairs: number, of: number, nearest: Record<string, number>,
 *   faint: {code: string, paper: string, contrast: number}[], seen: Record<string, Record<string, string>>, unreadable: string[]}} Check
 */
/** @typedef {{near: {other: string, vision: string, distance: number}[], contrast: Record<string, number>, least: number, seen: Record<string, string>}} Trial */
/** @typedef {{tick: number, time: string, coder: string, verb: string, place: string, field?: string, before?: string, after?: string}} Deed */
/**
 * @typedef {{version: number, since: string, until?: string, by: string, changed: string, path: string, codings: number, standing: number, coders: string,
 *   utterances: number, mean_length?: number, new_words?: number, definition: string, brief: string, examples: string[]}} Version
 */
/** @typedef {{history: Deed[], rows: number, versions: Version[]}} Story */

export {};
