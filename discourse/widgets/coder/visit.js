// Another widget of the same page wants a passage to be shown here, in whichever thread it stands. It changes nothing in the project.

/** @import { Spot } from "../shared/desks.js" */
/** @import { Desk } from "./state.js" */
import { showEveryone } from "./coders.js";
import { shows } from "./items.js";
import { keepMemo } from "./memo.js";
import { focusOn, select } from "./selection.js";
import { goToThread } from "./thread.js";
import { toHome } from "../shared/tell.js";

/** @type {WeakMap<Desk, Spot>} */
const AWAITED = new WeakMap(); // until their thread is open

/** @param {Desk} desk @param {Spot} spot */
export function visit(desk, spot) {
  AWAITED.set(desk, spot);
  if (desk.byId.has(spot.utterance)) return arrive(desk);
  keepMemo(desk);
  if (spot.thread) goToThread(desk, spot.thread);
}

/** The spot that is awaited is shown, if its thread is open now. @param {Desk} desk */
export function arrive(desk) {
  const spot = AWAITED.get(desk), place = spot && desk.byId.get(spot.utterance);
  if (!spot || !place) return;
  AWAITED.delete(desk);
  desk.root.scrollIntoView({ block: "nearest" });
  toHome(desk);
  const { codings } = desk.store.rows(spot.utterance), theirs = codings.find((c) => c.id === spot.id && c.coder !== desk.store.coder);
  if (theirs && !shows(desk, theirs.coder)) showEveryone(desk); // what is to be shown is hidden with the others'
  select(desk, [{ n: place.n, anchor: 0, focus: 0 }]);
  const item = place.items.find((i) => i.id === spot.id);
  if (item) focusOn(desk, place, item);
  else select(desk, [{ n: place.n, anchor: 0, focus: place.u.text.length }]);
}
