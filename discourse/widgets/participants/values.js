// Cells as text, text as values, and blocks as spreadsheets copy them. It knows no page.

/** @typedef {string | number | boolean | (string | number)[] | null} Value */

/** A value as it stands in its cell. @param {Value | undefined} value */
export function shownValue(value) {
  if (value === undefined || value === null) return "";
  return Array.isArray(value) ? value.join("; ") : value === true ? "yes" : value === false ? "no" : String(value);
}

/**
 * What somebody means who types this into a column of this kind: "number", "truth", "list", "words", or "" for one that is empty
 * or mixed. A number is what reads as one and would be written so: "007" and "1e3" stay words. null is an empty cell.
 * @param {string} typed @param {string} kind @returns {Value}
 */
export function typedValue(typed, kind) {
  const text = typed.trim();
  if (!text) return null;
  if (kind === "list") return text.split(";").map((part) => part.trim()).filter(Boolean);
  if (kind === "truth" && /^(yes|no|true|false)$/i.test(text)) return /^(yes|true)$/i.test(text);
  return kind !== "words" && /^-?\d{1,15}(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

/** A block as a spreadsheet puts it on the clipboard: rows of cells; quoted cells may hold tabs, line breaks and doubled quotes. @param {string} text */
export function cellsOf(text) {
  /** @type {string[][]} */
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  for (let at = 0; at <= text.length;) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (!found) break;
    rows[rows.length - 1].push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    at = cell.lastIndex;
    if (found[3] === "") break;
    if (found[3] !== "\t") rows.push([]);
  }
  const last = rows[rows.length - 1];
  if (rows.length > 1 && last.length === 1 && last[0] === "") rows.pop(); // a block ends with a line break
  return rows;
}

/** The same the other way. @param {string[][]} rows */
export function blockOf(rows) {
  return rows.map((row) => row.map((cell) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");
}

/** How wide so many columns are, the name and the three counts first. Written out: CSS has no way to repeat a column no times. @param {number} columns */
export function tracksOf(columns) {
  return ["minmax(170px, 230px)", "96px", "80px", "84px", ...Array.from({ length: columns - 4 }, () => "minmax(120px, 1fr)")].slice(0, columns).join(" ");
}
