// Names, numbers, times and colours as they are shown. It knows no page.

export const MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** @type {Record<string, string>} how a loader came to a name, where the page did not state it */
export const NAMED_BY = {
  signed: "named by the signature", answered: "named by the answer", addressed: "named by a later reply",
  "thread author": "taken to be the author of the thread",
  assigned: "named by hand", unknown: "nobody is named",
};

/** @param {number} n @param {string} noun */
export const count = (n, noun) => `${n.toLocaleString()} ${noun}${n === 1 ? "" : "s"}`;

/** @param {string} code */
export const leaf = (code) => code.slice(code.lastIndexOf("/") + 1);

/** "#rrggbb" as it is, anything else as grey: a colour from a file is data too. @param {string} colour */
export const safeColour = (colour) => (/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour) ? colour : "#6b7280");

/** A time as written, in the reader's language; without a clock where it is midnight. @param {string} iso */
export function showTime(iso) {
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(iso), time = new Date(zoned ? iso : `${iso}Z`);
  if (Number.isNaN(time.getTime())) return iso;
  const clock = /T00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?$/.test(iso) ? {} : { hour: "numeric", minute: "2-digit" };
  const look = /** @type {Intl.DateTimeFormatOptions} */ ({ day: "numeric", month: "short", year: "numeric", ...clock, timeZone: "UTC" });
  return new Intl.DateTimeFormat(undefined, look).format(time) + (zoned && clock.hour ? " UTC" : "");
}

/** @param {string} iso */
export function showLocal(iso) {
  return new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }).format(new Date(iso));
}
