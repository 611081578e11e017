// What a browser keeps of deeds until the project has answered: over a reload, a closed tab, a crash. It sends nothing.
//
// Written at once, before anything is sent or painted; several tabs share it. Each entry is forgotten when it is answered; what was
// refused is kept apart, with its words, until the person has seen to it.

/** @import { Operation, Refused } from "./types.js" */

const WAITING = "discourse:outbox:";
const REFUSED = "discourse:refused:";
const HERE = "discourse:here";

export class Outbox {
  /** @param {Storage | null} box @param {string} key of project and coder, `project:coder` */
  constructor(box, key) {
    this.box = box;
    this.key = key;
    this.write(HERE, 1);
    this.marked = box?.getItem(HERE) !== null; // if it vanishes, somebody has emptied the storage
  }

  /** Whether it is kept. @param {Operation} operation */
  keep(operation) { return this.write(`${WAITING}${this.key}:${operation.op}`, operation); }

  /** @param {string} op */
  forget(op) { this.box?.removeItem(`${WAITING}${this.key}:${op}`); }

  /** @param {string} op @returns {Operation | null} */
  read(op) { return parsed(this.box?.getItem(`${WAITING}${this.key}:${op}`)); }

  /** What waits for this project and coder. @returns {Operation[]} */
  waiting() { return this.all(`${WAITING}${this.key}:`); }

  /** It was not done: kept for the person. @param {Operation} operation @param {string} why */
  refuse(operation, why) {
    const kept = this.write(`${REFUSED}${this.key}:${operation.op}`, { ...operation, why });
    this.forget(operation.op);
    return kept;
  }

  /** @param {string} op */
  settle(op) { this.box?.removeItem(`${REFUSED}${this.key}:${op}`); }

  /** What was refused, the oldest first. @returns {Refused[]} */
  refused() { return this.all(`${REFUSED}${this.key}:`).sort((a, b) => a.at - b.at); }

  /** How many deeds of which other coder wait for the same project. @returns {Map<string, number>} */
  ofOthers() {
    const project = `${WAITING}${this.key.slice(0, this.key.indexOf(":"))}:`, found = new Map();
    for (const name of this.names(project)) {
      const coder = name.slice(project.length, name.lastIndexOf(":"));
      if (`${project}${coder}` !== `${WAITING}${this.key}`) found.set(coder, (found.get(coder) ?? 0) + 1);
    }
    return found;
  }

  /** Whether the storage was emptied since this page began. */
  get emptied() { return !this.marked || this.box?.getItem(HERE) === null; }

  /** After it was emptied: it is kept from now on. */
  mark() { this.marked = this.write(HERE, 1); }

  /** @param {string} name @param {any} value */
  write(name, value) {
    try {
      this.box?.setItem(name, JSON.stringify(value));
      return !!this.box;
    } catch {
      return false; // full, or forbidden: whoever asked tells the person
    }
  }

  /** @param {string} prefix */
  names(prefix) {
    const box = this.box;
    return box ? Array.from({ length: box.length }, (_, n) => box.key(n) ?? "").filter((name) => name.startsWith(prefix)) : [];
  }

  /** @param {string} prefix @returns {any[]} */
  all(prefix) { return this.names(prefix).map((name) => parsed(this.box?.getItem(name))).filter(Boolean); }
}

/** @param {string | null | undefined} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null; // not ours
  }
}

/** @returns {Storage | null} */
export function localOutbox() {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden by the browser's settings: operations then live as long as the page
  }
}
