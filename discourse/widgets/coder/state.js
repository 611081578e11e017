// What a desk remembers while it is open: what is shown, what is selected, what is in focus. What is coded, the store knows.

/** @import { Command } from "../shared/types.js" */
/** @import { Asks, Code, Filter, Found, Hit, Overview, Preview, Snapshot, Span, Utterance } from "./types.js" */
/** @import { Place } from "./place.js" */
/** @import { Part, Section } from "./section.js" */
/** @import { Codings } from "./codings.js" */
import { Counts } from "./counts.js";
import { Frame } from "./frame.js";

export class Desk extends Frame {
  /** @param {Codings} store @param {string} height @param {Command[]} commands @param {Asks} asks who does what is asked for: drawing need not know @param {Record<string, string[]>} keys */
  constructor(store, height, commands, asks, keys) {
    super(store, height, commands, keys);
    this.asks = asks;
    /** @type {Place[]} */
    this.places = [];
    /** @type {Utterance[] | null} */
    this.said = null; // what the places were made of
    /** @type {Part[]} */
    this.parts = [];
    /** @type {Section[]} */
    this.unfilled = []; // whose words are not in the page yet; the first is the last
    this.later = 0; // asked for: an idle moment to draw in
    /** @type {Set<Part | Section>} */
    this.inView = new Set();
    this.counts = new Counts();
    /** @type {Map<string, Place>} */
    this.byId = new Map();
    /** @type {Map<string, Code & {key: string}>} */
    this.codes = new Map();
    /** @type {(Code & {key: string})[]} */
    this.hits = [];
    /** @type {Span[]} */
    this.selection = [];
    /** @type {any[]} */
    this.put = []; // the selection of the page as the desk itself last set it
    /** @type {Range[]} */
    this.held = []; // the selection as it is kept visible while the focus is elsewhere
    this.here = 0;
    /** @type {{id: string, suggested: boolean} | null} */
    this.focused = null;
    /** @type {HTMLElement[]} */
    this.handles = []; // at the ends of the coding in focus
    /** @type {Place | undefined} */
    this.lit = undefined; // where the focused coding is drawn
    /** @type {{n: number, a: number, b: number} | null} */
    this.ring = null; // the place whose codings are being gone through
    /** @type {{id: string, n: number} | null} */
    this.inHand = null; // the coding that was in focus before something else was selected in its utterance
    /** @type {string[]} */
    this.latest = []; // the codes that were given last
    /** @type {string[]} */
    this.recent = []; // those of this sitting, the latest first
    /** @type {string | undefined | null} */
    this.shown = null; // the thread on the screen
    /** @type {string[]} */
    this.everyone = []; // who has coded or read here, oneself first: their order is that of colours and columns
    /** @type {Set<string> | null} */
    this.only = store.coder ? new Set([store.coder]) : null; // whose codings are shown; null: everybody's
    this.byCoder = false; // colours by coder, not by code
    this.beside = false; // the margin has a column for each coder
    /** @type {Set<string>} */
    this.folded = new Set(); // utterances whose replies are hidden
    /** @type {Set<string>} */
    this.opened = new Set(); // utterances that do not fit, and were opened all the same
    /** @type {Set<string> | null} */
    this.fits = null; // those of this thread that fit the filters; null: nothing is filtered
    /** @type {Filter[]} */
    this.filters = [];
    /** @type {(Filter & {told: string, more: string})[]} */
    this.offers = [];
    this.offered = 0;
    /** @type {Overview} */
    this.overview = { counts: {} };
    this.sifting = false; // what fits is to be asked for, and what does not folded
    this.asked = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.asking = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.hovering = undefined;
    /** @type {Snapshot["threads"]} */
    this.found = []; // the threads that are listed
    /** @type {string | null} */
    this.pick = null; // the one that Enter opens
    /** @type {"threads" | "codes"} */
    this.tab = "codes";
    this.visiting = false; // the threads were called by key, and go again when one is chosen
    this.went = false;
    this.dragging = false;
    /** @type {HTMLElement | null} */
    this.pressed = null;
    /** @type {Set<Place>} */
    this.due = new Set();
    /** @type {{about: string, target: string, utterance: string, was: string} | null} */
    this.noting = null;
    /** @type {HTMLElement | undefined} */
    this.pointed = undefined;
    this.width = 0;
    this.settling = 0; // until when a place that was gone to is kept in view
    this.top = 0; // how far the text is scrolled, for when it comes back
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.counting = undefined;
    this.search = {
      serial: 0, // of the question asked last: an answer to an older one comes too late
      everywhere: false,
      /** @type {Found | null} */
      found: null,
      /** @type {Hit[]} */
      hits: [],
      /** @type {Map<number, Hit[]>} */
      of: new Map(),
      at: -1, // which of the hits is meant
      from: { n: 0, unit: 0 }, // where one stood when one began to look
      /** @type {{utterance: string, start: number} | "first" | "last" | null} */
      goal: null, // where to go when the other thread is open
      painted: false,
      /** @type {Map<Place, Range[]>} */
      ranges: new Map(),
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      typing: undefined,
      previews: 0,
      /** @type {Preview | null} */
      preview: null,
      /** @type {Set<number>} */
      unticked: new Set(),
    };
    this.size = new ResizeObserver(() => requestAnimationFrame(() => asks.resized(this)));
  }
}
