// How a memo is told of: what it is about, and the text that is copied. It knows no page.

import { escaped } from "../shared/quotation.js";
import { showLocal } from "../shared/plainly.js";

/**
 * @typedef {{id: string, about: string, target: string, text: string, coder: string, created_at: string, mine?: string, words?: string, code?: string,
 *   participant?: string, utterance?: string, thread?: string, title?: string, start?: number, end?: number, gone?: boolean}} Memo
 */

/** What it is about, in a few words. @param {Memo} memo @param {string} project */
export function aboutOf(memo, project) {
  const { about, target, words, code, participant, title } = memo, who = participant ?? "Unnamed";
  if (memo.gone) return `${about} that is no longer there`;
  if (about === "coding") return `${code}: “${words}” (${who}, ${title})`;
  if (about === "utterance") return `${who}, ${title}: “${words}”`;
  if (about === "project") return project;
  return about === "thread" ? title ?? target : target;
}

/** As it is pasted, plain and rich. @param {Memo[]} memos @param {string} project */
export function copiedMemos(memos, project) {
  const plain = memos.map((m) => `${m.text}\n— ${m.coder}, ${showLocal(m.created_at)}, on ${aboutOf(m, project)}`).join("\n\n");
  const rich = memos.map((m) => `<p><bdi>${escaped(m.text).replace(/\r\n|\r|\n/g, "<br>")}</bdi><br>— ${escaped(`${m.coder}, ${showLocal(m.created_at)}, on `)}<bdi>${escaped(aboutOf(m, project))}</bdi></p>`).join("\n");
  return { plain, rich };
}
