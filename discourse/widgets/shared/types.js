// The shapes that the modules of every widget pass to each other. For the type checker only: nothing here runs.

/** @typedef {Record<string, any> & {utterances?: string[]}} Args what a verb is given; `utterances` are those that it will touch */
/** @typedef {{op: string, verb: string, args: Args, at: number}} Operation */
/** @typedef {Operation & {why: string}} Refused */
/**
 * @typedef {{last: number, key: string, project: string, study: string, coder?: string, may_write: boolean}} Known
 *   what each snapshot tells, whatever else it shows
 */
/**
 * @typedef {{get(name: string): any, send(content: any): void, on(name: string, hear: (...args: any[]) => void): void,
 *   off(name: string, hear?: (...args: any[]) => void): void, widget_manager?: any}} Model
 */
/**
 * @typedef {{kind: "shown" | "rows" | "status" | "refused" | "line", utterances?: string[], why?: string, verb?: string, undone?: string,
 *   own?: boolean, line?: string}} News
 *   what a store tells its views: all is shown anew, some rows are, the status has changed, a deed was refused, a line of Python
 */
/**
 * @typedef {{group: string, told: string, keys: Record<string, string[]>, shown?: string, does: (shell: any, command: string, repeated: boolean) => void}} Command
 *   a line of the card of keys: one command or several that belong together, each with its chords ("j", "Shift+ArrowLeft", "Ctrl+z")
 */
/** @typedef {{name: string, told: string, values: [string, string][], fallback: string}} Choice a setting with its values, in the card */

export {};
