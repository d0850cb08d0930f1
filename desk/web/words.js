// The desk's words: what actions, counters and places in the queue are called.
// The twin of desk/words.py; `words` is what boot.js gives for a language.

import { pickWords } from "../shared/boot.js";
import { writeDuration, writeNumber } from "../shared/moments.js";
import { explain } from "../shared/refusals.js";
import { ACTIONS } from "./actions.js";
import { serviceOf } from "./situation.js";

const N_ = (text) => text;

export const ACTION_WORDS = {
  "open": N_("Open counter"),
  "call-next": N_("Call next"),
  "start": N_("Start serving"),
  "finish-and-next": N_("Finish and call next"),
  "finish": N_("Finish"),
  "recall": N_("Recall"),
  "no-show": N_("No-show"),
  "hold": N_("Hold"),
  "transfer": N_("Transfer"),
  "undo": N_("Undo"),
  "resume": N_("Resume"),
  "pause": N_("Pause"),
  "close": N_("Close"),
  "issue": N_("Give a number"),
  "search": N_("Search"),
  "reprint": N_("Copy"),
  "priority": N_("Priority"),
  "void": N_("Void number"),
  "return": N_("Return"),
  "service": N_("Services"),
  "issuing": N_("Stop giving numbers"),
  "end-day": N_("End the day"),
  "counter": N_("Counter"),
  "language": N_("Language"),
  "keys": N_("Keys"),
};

const COUNTER_WORDS = {
  open: N_("Open"),
  paused: N_("Pause"),
  closed: N_("Closed"),
  none: N_("No counter chosen"),
};

/** The marks of a counter's states; look.css draws them as those of tickets. */
export const COUNTER_MARKS = { open: "called", paused: "held", closed: "waiting" };

const WHY_WORDS = {
  longest_wait: N_("longest wait"),
  priority: N_("priority"),
  put_back: N_("put back"),
  returned: N_("came back"),
};

export const PHASE_WORDS = {
  closed_today: N_("The office is closed today"),
  before: N_("Not open yet"),
  numbers: N_("Numbers are given, service has not begun"),
  break: N_("Break"),
  closing: N_("No more numbers today"),
  ended: N_("The day has ended"),
};

const DEVICE_WORDS = { kiosk: N_("Kiosk"), display: N_("Display"), desk: N_("Desk") };

const OWN_REFUSALS = {
  no_counter: N_("Choose your counter first."),
  nobody_held: N_("Nobody is on hold for this counter."),
};

/** Languages in their own words, and short ones for a key that leads there. */
const LANGUAGES = { id: "Bahasa Indonesia", en: "English" };
const SHORT_LANGUAGES = { id: "Bahasa", en: "English" };

export const actionWord = (actionId, { t }) => t(ACTION_WORDS[actionId]);
export const keyWord = (actionId) => ACTIONS.get(actionId).key.toUpperCase();
export const counterWord = (state, { t }) => t(COUNTER_WORDS[state] ?? state);
export const whyWord = (why, { t }) => t(WHY_WORDS[why] ?? why);
export const deviceWord = (kind, { t }) => t(DEVICE_WORDS[kind] ?? kind);
export const languageWord = (code) => LANGUAGES[code] ?? code;
export const shortLanguageWord = (code) => SHORT_LANGUAGES[code] ?? code;

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

/** What staff need to know of the visitor: class (nobody has its reason), people, language. */
export function ticketFacts(ticket, { t, tn }) {
  return [
    ticket.priority ? t("Priority") : t("Regular"),
    tn("%(n)s person", "%(n)s people", ticket.party_size),
    languageWord(ticket.language),
  ];
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

/** When an interrupted service is expected to go on. */
export function minutesWord(minutes, { t, tn }) {
  return minutes ? tn("%(n)s minute", "%(n)s minutes", minutes) : t("not known");
}
