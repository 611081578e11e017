// What is done to the chosen passages; each is one deed, however many they are. Nothing is stored here.

/** @import { Passage } from "../shared/passages.js" */
/** @import { PassageBrowser } from "./browser.js" */
import { goThere } from "../shared/desks.js";
import { pickOne } from "../shared/pick.js";
import { count, MAC } from "../shared/plainly.js";
import { newId } from "../shared/store.js";
import { flash, mayWrite, say, toHome } from "../shared/tell.js";
import { remarkOn, sorted, whyLeft } from "./kinds.js";

const BACK = `; undo with ${MAC ? "⌘" : "Ctrl"}+Z.`;

/** @param {PassageBrowser} browser */
function chosen(browser) {
  const all = browser.passages.picked;
  if (!all.length) say(browser, "Choose a passage first: ↓ goes to one, Space ticks several.", true);
  return all;
}

/** What was done, and why something was not. @param {PassageBrowser} browser @param {string} told @param {Passage[]} left */
function tellAll(browser, told, left) {
  const why = whyLeft(left);
  if (why) flash(browser, `${told ? `${told}. ` : ""}${why[0].toUpperCase()}${why.slice(1)}.`, told ? "dc-hint" : "dc-refused", 8000);
  else if (told) say(browser, `${told}${BACK}`, true);
}

/** @param {PassageBrowser} browser @param {Passage[]} done */
function letGoOf(browser, done) {
  for (const p of done) browser.passages.ticked.delete(p.id);
  browser.passages.showTicks();
}

/** Another code for the chosen ones; what a finder gave, and is not in the project yet, is coded so. @param {PassageBrowser} browser */
export function recode(browser) {
  const all = mayWrite(browser) ? chosen(browser) : [];
  const { own, others, open, found, done } = sorted(all, browser.store.coder), left = [...others, ...open, ...done];
  if (!all.length) return;
  if (!own.length && !found.length) return tellAll(browser, "", left);
  const title = own.length + found.length === 1 ? "Which code instead?" : `Which code for these ${own.length + found.length}?`;
  const choices = browser.store.state.codes.map((/** @type {any} */ c) => ({ value: c.code, told: c.brief, mark: () => browser.passages.chip(c.code) }));
  pickOne(browser, { title, choices, chosen: (code) => {
    if (own.length) browser.store.send("recode", { ids: own.map((p) => p.id), code, told: remarkOn(own) });
    if (found.length) take(browser, found.map((p) => ({ ...p, code })));
    letGoOf(browser, found);
    tellAll(browser, `${count(own.length + found.length, "passage")} now coded ${code}`, left);
  } });
}

/** @param {PassageBrowser} browser */
export function uncode(browser) {
  const all = mayWrite(browser) ? chosen(browser) : [], { own, others, open, found, done } = sorted(all, browser.store.coder);
  if (!all.length) return;
  if (own.length) browser.store.send("uncode", { ids: own.map((p) => p.id), told: remarkOn(own) });
  letGoOf(browser, own);
  tellAll(browser, own.length ? `Took ${count(own.length, "coding")} back` : "", [...others, ...open, ...found, ...done]);
  toHome(browser);
}

/** @param {PassageBrowser} browser @param {"accept" | "reject"} verb */
export function decide(browser, verb) {
  const all = mayWrite(browser) ? chosen(browser) : [], { open, found } = sorted(all, browser.store.coder);
  if (!all.length) return;
  if (!open.length && !found.length) return say(browser, "There is nothing to decide: these are codings, or decided.", true);
  if (verb === "reject" && !open.length) return flash(browser, `What a finder gave is not in the project, so there is nothing to reject. Keep it first: ${browser.store.state.study}.suggest(found)`, "dc-refused", 12000);
  if (open.length) browser.store.send(verb, { ids: open.map((p) => p.id), told: remarkOn(open) });
  if (verb === "accept" && found.length) take(browser, found);
  const n = open.length + (verb === "accept" ? found.length : 0);
  const alone = browser.passages.ticked.size === 0;
  letGoOf(browser, [...open, ...found]);
  say(browser, `${verb === "accept" ? "Accepted" : "Rejected"} ${count(n, "suggestion")}${BACK}`, n > 1);
  if (alone) browser.passages.step(1);
  toHome(browser);
}

/** @param {PassageBrowser} browser @param {Passage[]} found */
function take(browser, found) {
  const passages = found.map(({ utterance, start, end, quote, code }) => ({ utterance, start, end, quote, code, id: newId() }));
  browser.store.send("code", { code: passages[0].code, passages });
}

/** @param {PassageBrowser} browser */
export function writeMemo(browser) {
  const p = browser.passages.passage;
  if (!p || !mayWrite(browser)) return;
  if (browser.note.node.hidden) return flash(browser, p.kind === "coding" ? `This coding is ${p.coder}'s: only who made a coding writes its memo.` : "Accept the suggestion first; then write a memo.", "dc-refused", 6000);
  browser.note.field.focus();
}

/** To the place in an open coding desk; where none is open, the whole utterance here. @param {PassageBrowser} browser */
export function goTo(browser) {
  const p = browser.passages.passage;
  if (!p) return void chosen(browser);
  const went = goThere(browser.store.state.key, { utterance: p.utterance, id: p.id, thread: p.thread });
  if (went === "hidden") say(browser, "Shown in the coding desk, which is open in another tab or out of view.", true);
  if (went) return;
  if (!browser.passages.wholes.has(p.id)) browser.passages.open(p);
  flash(browser, `No coding desk of this project is open on this page. In a cell: dc.show_coder(${browser.store.state.study}, thread=${JSON.stringify(p.thread)})`, "dc-hint", 9000);
}
