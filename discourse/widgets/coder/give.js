// Giving codes to passages: one deed, however many codes and passages. It does not know how the code was chosen.

/** @import { Span } from "./types.js" */
/** @import { Desk } from "./state.js" */
import { MAC } from "../shared/plainly.js";
import { setting } from "../shared/settings.js";
import { newId } from "../shared/store.js";
import { mayWrite, say, toHome } from "../shared/tell.js";
import { shorten } from "../shared/words.js";
import { focusNew } from "./selection.js";
import { renew } from "./thread.js";
import { goOn } from "./walk.js";

const RECENT = 12; // codes that are remembered as the last ones

/** Give the selection a code. @param {Desk} desk @param {string} code @param {boolean} [byMouse] */
export function giveCode(desk, code, byMouse = false) { giveCodes(desk, [code], { byMouse }); }

/**
 * Give these passages these codes, and a memo to each; `define` brings a new code into the codebook, too.
 * @param {Desk} desk @param {string[]} codes @param {{byMouse?: boolean, memo?: string, define?: boolean, spans?: Span[]}} [how]
 */
export function giveCodes(desk, codes, { byMouse = false, memo = "", define = false, spans = desk.selection } = {}) {
  if (byMouse) {
    desk.root.classList.remove("dc-open");
    toHome(desk);
  }
  if (!mayWrite(desk)) return;
  if (!spans.length) return say(desk, "Select a passage first: drag over it, or press Space for the whole utterance.", true);
  const wanted = spans.flatMap(({ n, anchor, focus }) => {
    const { u, map } = desk.places[n], a = Math.min(anchor, focus), b = Math.max(anchor, focus);
    return codes.map((code) => ({ utterance: u.id, start: map.points(a), end: map.points(b), quote: u.text.slice(a, b), id: newId(), code }));
  });
  const undoing = desk.store.inOrder().some((o) => o.verb === "undo" || o.verb === "redo"); // what stands is then known to the project only
  /** @param {typeof wanted[0]} p */
  const stands = (p) => desk.store.rows(p.utterance).codings.some((c) => c.code === p.code && c.coder === desk.store.coder && c.start === p.start && c.end === p.end);
  const fresh = wanted.filter((p) => undoing || !stands(p));
  if (!fresh.length) return say(desk, `This is coded as ${codes.join(", ")} already.`, true);
  remember(desk, codes);
  const last = fresh[fresh.length - 1], place = desk.byId.get(last.utterance), before = desk.lit;
  focusNew(desk, last.id, place);
  const passages = codes.length > 1 ? fresh : fresh.map(({ code: _, ...p }) => p);
  const more = { ...(memo && { memo }), ...(define && { define }) };
  desk.store.send("code", { ...(codes.length === 1 && { code: codes[0] }), passages, utterances: [...new Set(fresh.map((p) => p.utterance))], ...more });
  if (before && before !== place) renew(desk, before);
  const parts = spans.length > 1 ? `, one coding in each of ${spans.length} utterances` : "";
  say(desk, `Coded “${shorten(last.quote, 60)}” as ${codes.join(", ")}${parts}${memo ? ", with a memo" : ""}; undo with ${MAC ? "⌘" : "Ctrl"}+Z.`, define);
  glow(desk, codes);
  if (spans === desk.selection && setting("after", "stay") !== "stay") goOn(desk, setting("after", "stay"));
}

/** The codes that were given last come first. @param {Desk} desk @param {string[]} codes */
export function remember(desk, codes) {
  desk.latest = codes;
  desk.recent = [...codes, ...desk.recent.filter((c) => !codes.includes(c))].slice(0, RECENT);
}

/** The codes that were given last, then those of one's newest codings. @param {Desk} desk */
export function recentCodes(desk) {
  const own = desk.places.flatMap(({ u }) => desk.store.rows(u.id).codings.filter((c) => c.coder === desk.store.coder));
  own.sort((x, y) => (y.created_at ?? "").localeCompare(x.created_at ?? ""));
  return [...new Set([...desk.recent, ...own.map((c) => c.code)])].filter((c) => desk.codes.has(c));
}

/** @param {Desk} desk @param {string[]} codes */
function glow(desk, codes) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const row of desk.list.querySelectorAll("button")) if (codes.includes(row.dataset.code ?? "")) row.animate([{ background: "var(--dc-line)" }, {}], { duration: 500 });
}
