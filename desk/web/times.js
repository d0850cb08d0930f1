// Times that staff type, read on the office's own clock. The twin of desk/times.py.

const DAY_MINUTES = 24 * 60;

/** A time of day as people type it (`10.15`, `10:15`, `1015`, `9`) in minutes; null if it is none. */
export function readTime(typed) {
  const found = /^(\d{1,2})(?:[.: ]?(\d{2}))?$/.exec(typed.trim());
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/**
 * The moment of a typed time later today, as a Date; null where it is no time, or is past.
 * `now` is a Date, `zone` the office's.
 */
export function momentOf(typed, now, zone) {
  const wanted = readTime(typed);
  if (wanted === null) return null;
  const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  const here = readTime(new Intl.DateTimeFormat("en-GB", parts).format(now));
  const ahead = wanted - here;
  if (ahead <= 0 || ahead >= DAY_MINUTES) return null;
  return new Date(Math.floor(now.getTime() / 60_000) * 60_000 + ahead * 60_000);
}
