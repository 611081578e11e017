// The keys of codes: 1 to 9, then A to Z. It gives none.

const KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The key of the n-th code; "" from the 36th on, which are found by name. @param {number} n */
export const keyOf = (n) => KEYS[n] ?? "";

/** The commands that give a code by its key: "code:1" … "code:Z". @returns {Record<string, string[]>} */
export const codeKeys = () => Object.fromEntries([...KEYS].map((key) => [`code:${key}`, [key]]));
