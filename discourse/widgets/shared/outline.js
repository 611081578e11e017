// Where one stands in a list of groups, some of them folded: numbers and keys. It knows no page.

/** @typedef {{key: string, label: string, n: number, from: number}} Group rows `from` … `from + n` are its */
/** @typedef {{group: string, row?: number}} At a row, or without one the head of the group */

/** Groups with the number of their first row. @param {{key: string, label: string, n: number}[]} groups @returns {Group[]} */
export function numbered(groups) {
  let from = 0;
  return groups.map((group) => {
    const laid = { ...group, from };
    from += group.n;
    return laid;
  });
}

/** The key of the group in which this row stands. @param {Group[]} groups @param {number} row */
export function groupAt(groups, row) {
  return groups.find((g) => row >= g.from && row < g.from + g.n)?.key ?? "";
}

/**
 * What comes after (1) or before (-1): rows of open groups and the heads of all; from nowhere, the first or the last.
 * @param {Group[]} groups @param {Set<string>} folded @param {At | null} at @param {1 | -1} step @returns {At | null}
 */
export function itemAfter(groups, folded, at, step) {
  const headless = groups.length === 1 && !groups[0].label;
  /** @param {Group} g @returns {At | null} */
  const first = (g) => (headless ? { group: g.key, row: g.from } : { group: g.key });
  /** @param {Group} g @returns {At} */
  const last = (g) => (folded.has(g.key) || !g.n ? { group: g.key } : { group: g.key, row: g.from + g.n - 1 });
  if (!groups.length) return null;
  const k = at ? groups.findIndex((g) => g.key === at.group) : -1;
  if (!at || k < 0) return step > 0 ? first(groups[0]) : last(groups[groups.length - 1]);
  const group = groups[k], row = at.row;
  if (step > 0) {
    if (row === undefined && !folded.has(group.key) && group.n) return { group: group.key, row: group.from };
    if (row !== undefined && row + 1 < group.from + group.n) return { group: group.key, row: row + 1 };
    return groups[k + 1] ? first(groups[k + 1]) : null;
  }
  if (row !== undefined && row > group.from) return { group: group.key, row: row - 1 };
  if (row !== undefined) return headless ? null : { group: group.key };
  return groups[k - 1] ? last(groups[k - 1]) : null;
}

/** The same place, or the nearest that there still is. @param {Group[]} groups @param {At} at @returns {At | null} */
export function clamp(groups, at) {
  const group = groups.find((g) => g.key === at.group), last = groups.at(-1);
  if (at.row === undefined) return group ? { group: group.key } : null;
  if (!last) return null;
  const row = group ? Math.max(group.from, Math.min(at.row, group.from + group.n - 1)) : Math.min(at.row, last.from + last.n - 1);
  return { group: groupAt(groups, row), row };
}
