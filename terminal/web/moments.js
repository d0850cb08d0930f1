// How times, dates, numbers and lengths of time are written: the counterpart of texts/moments.py.
// Moments are shown in the office's own zone; the screen's zone never counts.

const LOCALES = { id: "id-ID", en: "en-GB" };

/** The time of day: `09.41` in Indonesian, `09:41` in English; with a label, `09.41 WIB`. */
export function writeTime(moment, zone, language, label = "") {
  const format = formatter(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  const written = format.format(asDate(moment));
  return label ? `${written} ${label}` : written;
}

/** The time of day with seconds, for a clock that stands still to nobody. */
export function writeSeconds(moment, zone, language) {
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: zone };
  return formatter(language, parts).format(asDate(moment));
}

/** A date in full: `Rabu, 24 Juni 2020`, `Wednesday, 24 June 2020`. */
export function writeDate(moment, zone, language) {
  const parts = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: zone };
  const written = formatter(language, parts).formatToParts(asDate(moment));
  const part = (type) => written.find((each) => each.type === type).value;
  return `${part("weekday")}, ${part("day")} ${part("month")} ${part("year")}`;
}

/** A calendar day (`2020-06-24`) in full. */
export function writeDay(day, language) {
  return writeDate(`${day}T12:00:00Z`, "UTC", language);
}

/** A number with the language's separators: `8.020` or `8,020`. */
export function writeNumber(number, language) {
  return new Intl.NumberFormat(LOCALES[language] ?? language).format(number);
}

/** A length of time: `20 detik`, `3 menit`, `1 jam 30 menit`. */
export function writeDuration(seconds, language) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return writeUnit(whole, "second", language);
  const minutes = Math.round(whole / 60);
  const parts = [[Math.floor(minutes / 60), "hour"], [minutes % 60, "minute"]];
  return parts
    .filter(([count]) => count)
    .map(([count, unit]) => writeUnit(count, unit, language))
    .join(" ");
}

function writeUnit(count, unit, language) {
  const options = { style: "unit", unit, unitDisplay: "long" };
  return new Intl.NumberFormat(LOCALES[language] ?? language, options).format(count);
}

function formatter(language, options) {
  return new Intl.DateTimeFormat(LOCALES[language] ?? language, options);
}

function asDate(moment) {
  return moment instanceof Date ? moment : new Date(moment);
}
