// Two handles at the ends of the coding in focus: to be drawn to other words. Keys do the same, so they are hidden from readers' software.

/** @import { Desk } from "./state.js" */
import { follow } from "../shared/carry.js";
import { el } from "../shared/elements.js";
import { snap } from "../shared/offsets.js";
import { word } from "../shared/words.js";
import { heldCoding, resizeTo } from "./bounds.js";
import { current } from "./items.js";
import { pointedAt } from "./pointed.js";
import { rangeIn } from "./ranges.js";
import { focusOn, highlight } from "./selection.js";

/** Where they belong now; nowhere, where no own coding is in focus. @param {Desk} desk */
export function placeHandles(desk) {
  for (const old of desk.handles.splice(0)) old.remove();
  const held = current(desk) && desk.store.state.may_write ? heldCoding(desk) : null;
  if (!held || !held.place.drawn || held.item.id.includes(":")) return;
  const { place, item } = held, frame = place.box.getBoundingClientRect();
  for (const side of /** @type {("start" | "end")[]} */ (["start", "end"])) {
    const at = edgeOf(desk, side);
    if (!at) continue;
    const handle = el("i", { class: `dc-handle dc-${side}`, "aria-hidden": "true", title: "Drag to other words; with Alt by single characters" });
    handle.style.cssText = `left:${at.x - frame.left}px;top:${at.top - frame.top}px;height:${at.height}px`;
    handle.addEventListener("mousedown", (e) => {
      e.preventDefault();
      e.stopPropagation();
      pull(desk, side, item.id);
    });
    desk.handles.push(handle);
    place.box.append(handle);
  }
}

/** Where one end of the coding in focus is drawn. @param {Desk} desk @param {"start" | "end"} side */
function edgeOf(desk, side) {
  const now = current(desk);
  if (!now) return null;
  const { place, item } = now, { text } = place.u;
  const [a, b] = side === "start" ? snap(text, item.a, item.a + 1) : snap(text, item.b - 1, item.b);
  const rect = [...rangeIn(place, a, b).getClientRects()].filter((r) => r.width).at(side === "start" ? 0 : -1);
  if (!rect) return null;
  const rtl = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text.slice(a, b));
  return { x: (side === "start") === rtl ? rect.right : rect.left, top: rect.top, height: rect.height };
}

/** @param {Desk} desk @param {"start" | "end"} side @param {string} id */
function pull(desk, side, id) {
  const now = current(desk);
  if (!now || now.item.id !== id) return;
  const { place, item } = now, { text } = place.u;
  let to = [item.a, item.b];
  desk.root.classList.add("dc-pulling");
  follow(desk, {
    move(e) {
      const spot = pointedAt(desk, e.clientX, e.clientY);
      if (!spot || spot.place !== place || spot.at < 0) return;
      const at = e.altKey ? snap(text, spot.at, spot.at)[0] : wholeWord(text, spot.at, side);
      to = side === "start" ? [Math.min(at, item.b - 1), item.b] : [item.a, Math.max(at, item.a + 1)];
      to = snap(text, to[0], to[1]);
      highlight(desk, [rangeIn(place, to[0], to[1])]);
    },
    end(dropped) {
      desk.root.classList.remove("dc-pulling");
      const there = place.items.find((i) => i.id === id);
      if (dropped && there && text.slice(to[0], to[1]).trim()) resizeTo(desk, place, there, to[0], to[1]);
      else if (there) highlight(desk, [rangeIn(place, there.a, there.b)]);
      const last = place.items.find((i) => i.id === id);
      if (last) focusOn(desk, place, last, false);
    },
  });
}

/** The nearer end of a word. @param {string} text @param {number} at @param {"start" | "end"} side */
function wholeWord(text, at, side) {
  const next = word(text, at, 1), last = word(text, at, -1), ends = side === "start" ? 0 : 1;
  const inside = last && word(text, last[1], 1), found = [last?.[ends], next?.[ends], inside?.[ends]].filter((x) => x !== undefined);
  return found.sort((x, y) => Math.abs(x - at) - Math.abs(y - at))[0] ?? at;
}
