// The surfaces of this page on which a passage can be gone to, by the project that they show. It knows no widget, and no surface of another project.

/** @typedef {{utterance: string, id?: string, thread?: string}} Spot */
/** @typedef {{visit(spot: Spot): void, root: HTMLElement}} Visited */

const VISITED = Symbol.for("discourse:visited"); // each widget is a module of its own: what they share hangs on the page

/** @returns {Map<string, Set<Visited>>} */
function openPlaces() {
  const page = /** @type {any} */ (globalThis);
  return (page[VISITED] ??= new Map());
}

/** From now on this surface can be gone to, until the function that is given back is called. @param {string} key of the project @param {Visited} surface */
export function openTo(key, surface) {
  const there = openPlaces().get(key) ?? new Set();
  openPlaces().set(key, there.add(surface));
  return () => {
    there.delete(surface);
    if (!there.size) openPlaces().delete(key);
  };
}

/** Go there on the surface that was opened last, one that is to be seen before one that is not; null where none is open. @param {string} key @param {Spot} spot */
export function goThere(key, spot) {
  const all = [...(openPlaces().get(key) ?? [])].reverse(), found = all.find((s) => s.root.offsetParent) ?? all[0];
  if (!found) return null;
  found.visit(spot);
  return found.root.offsetParent ? "shown" : "hidden";
}
