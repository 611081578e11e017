// The shapes that the modules of the desk pass to each other. For the type checker only: nothing here runs.

/** @import { Desk } from "./state.js" */
/** @import { Place } from "./place.js" */

/** @typedef {{id: string, reply_to?: string, kind: string, participant?: string, time?: string, text: string, link?: string, named_by?: string}} Utterance */
/**
 * @typedef {{id: string, start: number, end: number, code: string, coder: string, score?: number, memo?: string,
 *   suggested_by?: string, created_at?: string, reason?: string, pending?: boolean}} Coding
 */
/** @typedef {{text: string, coder: string, created_at?: string}} Memo */
/** @typedef {{codings: Coding[], suggestions: Coding[], memos: Memo[], readings?: {coder: string}[]}} Rows */
/** @typedef {{code: string, brief: string, definition: string, include: string, exclude: string, example: string, colour: string, terms?: string[]}} Code */
/**
 * @typedef {import("../shared/types.js").Known & {thread?: string, threads: {id: string, title: string, utterances: number}[],
 *   codes: Code[], utterances: Utterance[], assigned: string[], rows: Record<string, Rows>}} Snapshot
 */
/** @typedef {{kind: "state" | "code" | "participant" | "words", value: string}} Filter */
/** @typedef {{read: number, coded: number, suggestions: number, coders: string[]}} Counts of one thread */
/** @typedef {{counts: Record<string, Counts>, fits?: Record<string, number>, here?: string[]}} Overview */
/** @typedef {{utterance: string, start: number, end: number, quote: string, id: string, code?: string}} Passage */
/** @typedef {Coding & {suggested: boolean, a: number, b: number, lane: number}} Item one coding or suggestion in place; a, b in UTF-16 units */
/** @typedef {{n: number, a: number, b: number}} Hit in UTF-16 units of the text of place n */
/** @typedef {{thread: string, utterance: string, start: number, end: number, before: string, quote: string, after: string, participant?: string}} Line */
/**
 * @typedef {{n: number, here: [string, number, number][], all?: number, threads?: {id: string, n: number}[], lines?: Line[]}} Found
 *   what a search found: in the open thread, in code points; and, where all were searched, in which threads, with the words of those elsewhere
 */
/** @typedef {{n: number, known: number[], rows: (Line & {at: number})[], threads: number, utterances: number, digest: string, line: string}} Preview */
/** @typedef {{n: number, anchor: number, focus: number}} Span anchor and focus in UTF-16 units of the text of place n */
/**
 * @typedef {{
 *   focus(desk: Desk, place: Place, item: Item): void, decide(desk: Desk, place: Place, item: Item, verb: "accept" | "reject"): void,
 *   decideFocused(desk: Desk, verb: "accept" | "reject"): void, note(desk: Desk, place: Place): void, uncode(desk: Desk): void,
 *   placed(desk: Desk): void, selected(desk: Desk): void, give(desk: Desk, code: string, byMouse: boolean): void, resized(desk: Desk): void,
 *   uncover(desk: Desk): void, read(desk: Desk, place: Place): void, counted(desk: Desk): void,
 *   opened(desk: Desk, same: boolean): void,
 *   painted(desk: Desk, place: Place): void, hit(desk: Desk, k: number): void,
 *   visit(desk: Desk, thread: string, goal: {utterance: string, start: number} | "first" | "last"): void}} Asks
 *   what things that are drawn ask for, when they are clicked, come into view or have changed
 */

export {};
