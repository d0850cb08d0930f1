// What the office has to say to everybody, by the phase of its day.

import { writeTime } from "../shared/moments.js";
import { explain } from "../shared/refusals.js";
import { interruptionsOf } from "./interruptions.js";

const WITHOUT_CALLS = new Set(["closed_today", "before", "ended"]);

/** Whether no call is shown, so that what there is to say stands alone, large. */
export function hidesCalls({ phase, calls }) {
  return WITHOUT_CALLS.has(phase) || calls.length === 0;
}

/**
 * What there is to say, one saying after the other, each `[[language, sentence]]`: the sentence of
 * the phase in all languages side by side, what is interrupted in one language at a time. Empty on
 * a usual day with calls.
 */
export function sayingsOf(snapshot, speakers) {
  const say = SAYINGS[snapshot.phase] ?? (() => "");
  const said = (words) => say(snapshot, words) || (snapshot.calls.length ? "" : sayWelcome(words));
  const phase = speakers.map((words) => [words.language, said(words)]).filter(([, text]) => text);
  const rests = WITHOUT_CALLS.has(snapshot.phase)
    ? []
    : speakers.flatMap((words) => interruptionsOf(snapshot, words).map((text) => [[words.language, text]]));
  return phase.length ? [phase, ...rests] : rests;
}

const SAYINGS = {
  closed_today(snapshot, words) {
    return snapshot.refusal ? explain(snapshot.refusal, words) : words.t("The office is closed today.");
  },
  before(snapshot, words) {
    if (!snapshot.tickets_from) return "";
    return words.t("Queue numbers from %(time)s.", { time: time(snapshot, snapshot.tickets_from, words) });
  },
  numbers(snapshot, { t }) {
    return t("Please take a number. Service begins soon.");
  },
  break(snapshot, words) {
    if (!snapshot.resumes_at) return words.t("Break");
    return words.t("Break. Service goes on at %(time)s.", { time: time(snapshot, snapshot.resumes_at, words) });
  },
  closing(snapshot, { t }) {
    return t("No more numbers today. Those waiting are still called.");
  },
  ended(snapshot, { t }) {
    return t("Today's service has ended. Thank you for your visit.");
  },
};

function sayWelcome({ t }) {
  return t("Welcome. Please take a number at the kiosk.");
}

function time({ office }, moment, { language }) {
  return writeTime(moment, office.timezone, language, office.timezone_label);
}
