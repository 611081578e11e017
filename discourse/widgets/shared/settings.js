// What this person set in this browser: which keys, which panes. Nothing of a study is kept here.

const SHELF = "discourse:setting:";

/** @template T @param {string} name @param {T} fallback @returns {T} */
export function setting(name, fallback) {
  try {
    const kept = window.localStorage.getItem(SHELF + name);
    return kept === null ? fallback : JSON.parse(kept);
  } catch {
    return fallback; // storage is forbidden, or somebody else wrote there
  }
}

/** @param {string} name @param {any} value */
export function keepSetting(name, value) {
  try {
    window.localStorage.setItem(SHELF + name, JSON.stringify(value));
  } catch (error) {
    console.warn("discourse: this browser keeps no settings:", error);
  }
}
