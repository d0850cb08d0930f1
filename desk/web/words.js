// The desk's words: what actions, counters and places in the queue are called. The words
// themselves are in words.json, which desk/words.py, this module's twin, reads too.
// `words` is what boot.js gives for a language.

import { pickWords } from "../shared/boot.js";
import { writeDuration, writeNumber, writeTime } from "../shared/moments.js";
import { explain } from "../shared/refusals.js";
import { ACTIONS } from "./actions.js";
import { splitPlace, troublesOf } from "./overview.js";
import { serviceOf } from "./situation.js";

const table = await (await fetch(new URL("words.json", import.meta.url))).json();

export const {
  actions: ACTION_WORDS,
  counters: COUNTER_WORDS,
  why: WHY_WORDS,
  phases: PHASE_WORDS,
  devices: DEVICE_WORDS,
  troubles: TROUBLE_WORDS,
  limits: LIMIT_WORDS,
  refusals: OWN_REFUSALS,
} = table.texts;

/** The marks of a counter's states; look.css draws them as those of tickets. */
export const COUNTER_MARKS = table.counter_marks;

const NAMED_COUNTERS = 4;

/** A kiosk that has been away for longer was switched off. */
const SWITCHED_OFF_SECONDS = 12 * 60 * 60;

/** Languages in their own words; short ones, for a key that leads there, are in the table. */
const LANGUAGES = { id: "Bahasa Indonesia", en: "English" };

export const actionWord = (actionId, { t }) => t(ACTION_WORDS[actionId]);
export const keyWord = (actionId) => ACTIONS.get(actionId).key.toUpperCase();
export const counterWord = (state, { t }) => t(COUNTER_WORDS[state] ?? state);
export const whyWord = (why, { t }) => t(WHY_WORDS[why] ?? why);
export const languageWord = (code) => LANGUAGES[code] ?? code;
export const shortLanguageWord = (code) => table.short_languages[code] ?? code;

/** Which rule keeps more people out. */
export const limitWord = (limit, { t }) => t(LIMIT_WORDS[limit] ?? limit);

/** A place inside by its number. */
export const placeOf = (spot, { t }) => t("place %(spot)s", { spot });

/** Where a waiting ticket's people are; empty where the office gives no places. */
export function whereWord({ where, spot, missed_come_in: hasMissed }, words) {
  const { t } = words;
  if (where === "inside") return spot ? placeOf(spot, words) : t("inside");
  if (where === "come_in") return t("coming to %(spot)s", { spot });
  if (where === "outside") return hasMissed ? t("did not come") : t("outside");
  return "";
}

/** A number that no line breaks at its dash. */
export const unbroken = (number) => number.replace("-", "\u2011");

/** A refusal in words, the desk's own codes included. */
export function refusalWords(refusal, words) {
  const { t } = words;
  return refusal.code in OWN_REFUSALS ? t(OWN_REFUSALS[refusal.code]) : explain(refusal, words);
}

/** A service's name by its id; a dash where it is no longer known. */
export function serviceWord(snapshot, serviceId, { language }) {
  const service = serviceOf(snapshot, serviceId);
  return service ? pickWords(service.name, language) : "-";
}

/** How many came under one number. */
export const peopleWord = (size, { tn }) => tn("%(n)s person", "%(n)s people", size);

/** What staff need to know of the visitor: class (nobody has its reason), people, language, place. */
export function ticketFacts(ticket, { t, tn }) {
  return [
    ticket.priority ? t("Priority") : t("Regular"),
    peopleWord(ticket.party_size, { tn }),
    languageWord(ticket.language),
    whereWord(ticket, { t }),
  ].filter(Boolean);
}

/** How often the number was called so far. */
export function callsWord(ticket, { t, language }) {
  return t("calls: %(calls)s", { calls: writeNumber(ticket.calls, language) });
}

/** The services of the visit that are still to come, null if none are. */
export function servicesAfterLine(snapshot, ticket, words) {
  if (!ticket.services_after.length) return null;
  const { t } = words;
  const names = ticket.services_after.map((id) => serviceWord(snapshot, id, words));
  return t("Then: %(services)s", { services: names.join(", ") });
}

/** When the clock ends the ticket's state by itself, null where it does not. */
export function dueLine(ticket, clock, { t, language }) {
  if (!ticket.due_at) return null;
  const time = writeDuration(-clock.secondsSince(ticket.due_at), language);
  if (ticket.state === "called") return t("Counts as a no-show in %(time)s", { time });
  return ticket.state === "held" ? t("Waits again in %(time)s", { time }) : null;
}

/** That a call waits for somebody else's way, and how long still; null once it is heard. */
export function callingWord({ state, announced_at: heardAt }, clock, { t }) {
  if (state !== "called" || !heardAt) return null;
  const seconds = Math.ceil(-clock.secondsSince(heardAt));
  return seconds > 0 ? t("Calling in %(seconds)s s", { seconds }) : null;
}

/** A time that runs: `3:07`, `1:02:30`; below zero it is `0:00`. */
export function runningTime(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** A wait in whole minutes, begun ones not counted: `12 min`. */
export function shortMinutes(seconds, { t, language }) {
  return t("%(minutes)s min", { minutes: writeNumber(Math.max(0, Math.floor(seconds / 60)), language) });
}

/** A number of minutes in words. */
export const minutesWord = (minutes, { tn }) => tn("%(n)s minute", "%(n)s minutes", minutes);

/** Why and until when a counter is paused, as far as it was said. */
export function pauseWords(snapshot, state, clock, { t, language }) {
  if (state.state !== "paused") return [];
  const reason = snapshot.reasons.pause.find(({ id }) => id === state.pause_reason);
  const parts = reason ? [pickWords(reason.words, language)] : [];
  if (!state.back_at) return parts;
  const time = writeTime(state.back_at, snapshot.hall.office.timezone, language);
  const isLate = clock.secondsSince(state.back_at) > 0;
  return [...parts, isLate ? t("was to be back at %(time)s", { time }) : t("back at %(time)s", { time })];
}

/** That the slip of a ticket did not come out, and which key gives a copy; null where it did. */
export function slipLine(ticket, { t }) {
  return ticket.slip === "failed" ? t("No slip came out. %(key)s gives a copy.", { key: keyWord("reprint") }) : null;
}

/** What a machine is called: `Kiosk 2` for kiosk-2, `Kiosk lobby` for lobby. */
export function deviceName(kind, name, { t }) {
  const own = name.startsWith(`${kind}-`) ? name.slice(kind.length + 1) : name;
  return `${t(DEVICE_WORDS[kind] ?? kind)} ${own}`;
}

/** What is wrong with a machine, in words; empty where nothing is. */
export function troubleWords(device, clock, timezone, { t, language }) {
  const away = () => awayWords(device, clock, timezone, { t, language });
  return troublesOf(device).map((code) => (code === "away" ? away() : t(TROUBLE_WORDS[code] ?? code)));
}

/** Since when a machine is away: of a kiosk, that it goes on by itself, by the clock. */
function awayWords({ kind, last_seen: since }, clock, timezone, { t, language }) {
  const seconds = clock.secondsSince(since);
  if (kind === "kiosk" && seconds < SWITCHED_OFF_SECONDS) {
    return t("offline since %(time)s", { time: writeTime(since, timezone, language) });
  }
  return t("last seen %(time)s ago", { time: writeDuration(seconds, language) });
}

/** Who asks for help: a counter, or a kiosk. */
export function placeWord(place, { hall }, words) {
  const [kind, name] = splitPlace(place);
  if (kind !== "counter") return deviceName(kind, name, words);
  const counter = hall.counters.find(({ id }) => id === name);
  return words.t("Counter %(number)s", { number: counter?.number ?? name });
}

/** At which counters a service is given: a few by their numbers, many by their count. */
export function placesWord(counters, { t, tn }) {
  const count = tn("%(n)s counter", "%(n)s counters", counters.length);
  return t("at %(counters)s", { counters: counters.length > NAMED_COUNTERS ? count : counters.join(", ") });
}

/** A call for help: who, about which number, since when. */
export function helpLine({ place, since, ticket }, snapshot, clock, words) {
  const minutes = shortMinutes(clock.secondsSince(since), words);
  return [placeWord(place, snapshot, words), ticket, minutes].filter(Boolean).join(" · ");
}

/** A run of numbers: at which kiosk, how many, in which time. */
export function runLine({ kiosk, numbers, first_at: first, last_at: last }, words) {
  const { t, language } = words;
  const time = writeDuration((Date.parse(last) - Date.parse(first)) / 1000, language);
  const count = writeNumber(numbers.length, language);
  const line = t("%(count)s numbers in %(time)s", { count, time });
  return `${deviceName("kiosk", kiosk, words)}: ${line}`;
}
