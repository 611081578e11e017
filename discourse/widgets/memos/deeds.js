// What is done with memos: written, taken away, copied, followed to what they are about. Nothing is stored here.

/** @import { MemoBrowser } from "./memos.js" */
import { copyBoth } from "../shared/clipboard.js";
import { goThere } from "../shared/desks.js";
import { count, MAC } from "../shared/plainly.js";
import { flash, mayWrite, say, toHome } from "../shared/tell.js";
import { copiedMemos } from "./told.js";

/** @param {MemoBrowser} browser */
export function writeOwn(browser) {
  if (!mayWrite(browser)) return;
  if (browser.note.node.hidden) return say(browser, browser.memo ? "What this memo is about is no longer there." : "Choose a memo first, or press n for a new note.", true);
  browser.note.field.focus();
}

/** @param {MemoBrowser} browser */
export function remove(browser) {
  const memo = browser.memo;
  if (!memo || !mayWrite(browser)) return;
  if (memo.coder !== browser.store.coder) return flash(browser, `This memo is ${memo.coder}'s: only who wrote a memo takes it away.`, "dc-refused", 6000);
  browser.note.forget();
  browser.store.send("memo", { about: memo.about, target: memo.target, text: "" });
  say(browser, `Removed the memo; undo with ${MAC ? "⌘" : "Ctrl"}+Z.`, true);
  toHome(browser);
}

/** @param {MemoBrowser} browser */
export async function copyMemos(browser) {
  const chosen = /** @type {import("./told.js").Memo[]} */ (/** @type {unknown} */ (browser.blocks.chosen));
  if (!chosen.length) return say(browser, "Choose a memo first.", true);
  const { plain, rich } = copiedMemos(chosen, browser.store.state.project);
  try {
    await copyBoth(plain, rich);
    say(browser, `Copied ${count(chosen.length, "memo")} with what ${chosen.length === 1 ? "it is" : "they are"} about.`, true);
  } catch (error) {
    say(browser, `Not copied: ${/** @type {Error} */ (error).message}.`, true);
  }
}

/** The whole utterance and what it answers, or the memo alone again. @param {MemoBrowser} browser */
export async function openThing(browser) {
  const memo = browser.memo;
  if (!memo) return browser.blocks.fold();
  if (!memo.utterance || memo.about === "thread") return say(browser, "All there is about this is shown.", true);
  if (!browser.wholes.delete(memo.id)) {
    try {
      browser.wholes.set(memo.id, (await browser.store.ask("passage_place", { utterance: memo.utterance })).place);
    } catch (error) {
      return say(browser, /** @type {Error} */ (error).message, true);
    }
  }
  browser.blocks.redraw(memo.id);
  browser.blocks.light(true);
}

/** To what it is about, in an open coding desk. @param {MemoBrowser} browser */
export function goToThing(browser) {
  const memo = browser.memo;
  if (!memo) return;
  if (!memo.utterance) return say(browser, "This memo is about nothing that stands in a text.", true);
  const spot = { utterance: memo.utterance, id: memo.about === "coding" ? memo.target : undefined, thread: memo.thread };
  const went = goThere(browser.store.state.key, spot);
  if (went === "hidden") say(browser, "Shown in the coding desk, which is open in another tab or out of view.", true);
  if (!went) flash(browser, `No coding desk of this project is open on this page. In a cell: dc.show_coder(${browser.store.state.study}, thread=${JSON.stringify(memo.thread)})`, "dc-hint", 9000);
}
