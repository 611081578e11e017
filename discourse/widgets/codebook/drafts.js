// What is being written in the fields and is not yet the project's: a refresh does not touch it. It draws nothing and sends nothing.

/**
 * @typedef {{id: string, field: string, text: string, base: string, sent?: string, said?: string}} Draft `base` is what stood there when the
 *   writing began; `sent` is the operation that brings it to the project, `said` the text that was last sent
 */

export class Drafts {
  constructor() {
    /** @type {Map<string, Draft>} */
    this.all = new Map();
  }

  /** @param {string} id @param {string} field */
  of(id, field) { return this.all.get(`${id}\n${field}`); }

  /** Somebody writes. @param {string} id @param {string} field @param {string} text @param {string} now what the project has */
  type(id, field, text, now) {
    const draft = this.of(id, field);
    if (draft) {
      draft.text = text;
      delete draft.sent;
    } else this.all.set(`${id}\n${field}`, { id, field, text, base: now });
  }

  /** What the field shows. @param {string} id @param {string} field @param {string} now */
  shown(id, field, now) { return this.of(id, field)?.text ?? now; }

  /** Whether somebody else has changed what is being written about. @param {string} id @param {string} field @param {string} now */
  disputed(id, field, now) {
    const draft = this.of(id, field);
    return !!draft && !draft.sent && draft.base !== now && draft.said !== now && draft.text.trim() !== now;
  }

  /** Whether there is something to be sent. @param {string} id @param {string} field @param {string} now */
  due(id, field, now) {
    const draft = this.of(id, field);
    return !!draft && !draft.sent && draft.text.trim() !== now && !this.disputed(id, field, now);
  }

  /** It is on its way. @param {Draft} draft @param {string} op @param {string} said as the project will tell it */
  send(draft, op, said) {
    draft.sent = op;
    draft.said = said;
  }

  /** Mine shall stand. @param {string} id @param {string} field @param {string} now */
  keep(id, field, now) {
    const draft = this.of(id, field);
    if (draft) draft.base = now;
  }

  /** @param {string} id @param {string} field */
  drop(id, field) { this.all.delete(`${id}\n${field}`); }

  /** The project has told its state: what it has taken over is no draft any more. @param {(op: string) => boolean} pending @param {(draft: Draft) => string | null} nowOf null where the code is gone */
  settle(pending, nowOf) {
    for (const [key, draft] of this.all) {
      const now = nowOf(draft), arrived = draft.sent && !pending(draft.sent);
      if (now === null || arrived || draft.text.trim() === now) this.all.delete(key);
    }
  }

  /** Something was refused: what was on its way and is so no longer is a draft again. @param {(op: string) => boolean} pending */
  refused(pending) {
    for (const draft of this.all.values()) if (draft.sent && !pending(draft.sent)) delete draft.sent;
  }
}

/** One term a line. @param {string} text */
export const termsOf = (text) => text.split(/\r\n|\r|\n/).map((t) => t.trim()).filter(Boolean);
