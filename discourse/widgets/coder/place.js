// One utterance of a thread as the desk knows it: its words at once; its elements and its items only when something asks for them.

/** @import { Item, Utterance } from "./types.js" */
/** @import { Desk } from "./state.js" */
/** @import { Section } from "./section.js" */
import { el } from "../shared/elements.js";
import { itemsOf } from "./items.js";
import { offsetMap } from "../shared/offsets.js";
import { NAMED_BY, showTime } from "../shared/plainly.js";

export class Place {
  /** @param {Desk} desk @param {number} n @param {Utterance} u @param {number} depth @param {Utterance | null} answered */
  constructor(desk, n, u, depth, answered) {
    this.desk = desk;
    this.n = n;
    this.u = u;
    this.depth = depth;
    this.answered = answered;
    this.drawn = false; // its marks and labels are on the screen, and right
    /** @type {Section | null} */
    this.section = null;
    /** @type {ReturnType<typeof offsetMap> | null} */
    this.offsets = null;
    /** @type {Item[] | null} */
    this.standing = null;
    /** @type {ReturnType<typeof build> | null} */
    this.built = null;
  }

  get map() { return (this.offsets ??= offsetMap(this.u.text)); }

  /** What stands in this utterance, in the order of the text. */
  get items() { return (this.standing ??= itemsOf(this.desk, this)); }

  /** The project knows something else about it now. */
  forget() { this.standing = null; }

  get box() { return this.parts.box; }
  get said() { return this.parts.said; }
  get margin() { return this.parts.margin; }
  get flag() { return this.parts.flag; }

  /** Its elements: whoever asks for them gets them, in the page, wherever the thread is scrolled to. */
  get parts() {
    if (!this.built) this.section?.fill();
    return (this.built ??= build(this));
  }
}

/** @param {Place} place */
function build({ n, u, depth, answered }) {
  const name = u.participant ?? "Unnamed", how = u.named_by && u.named_by !== "stated" ? NAMED_BY[u.named_by] ?? u.named_by : "";
  const flag = el("span", { class: "dc-flag" }), said = el("div", { class: "dc-said", dir: "auto" }, u.text), margin = el("div", { class: "dc-margin" });
  const head = el("header", {}, el("bdi", { class: u.participant ? "dc-who" : "dc-who dc-nobody" }, name),
    answered && answered.kind !== "post" && el("span", { class: "dc-to" }, "to ", el("bdi", {}, answered.participant ?? "unnamed")),
    u.kind !== "reply" && u.kind !== "comment" && el("span", { class: "dc-kind" }, u.kind), u.time && el("time", { datetime: u.time }, showTime(u.time)),
    how && how !== NAMED_BY.unknown && el("span", { class: "dc-how" }, how), flag);
  const look = u.kind === "post" ? " dc-post" : u.kind === "pingback" ? " dc-pingback" : "";
  const told = `${name}, ${u.kind}${answered ? `, to ${answered.participant ?? "unnamed"}` : ""}`;
  const box = el("article", { class: `dc-u${look}`, "data-n": n, "aria-label": told }, head, said, margin);
  box.style.setProperty("--depth", String(Math.min(depth, 7)));
  return { box, said, margin, flag };
}
