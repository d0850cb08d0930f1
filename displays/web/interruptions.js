// What rests for a while, and when it goes on: services, and counters whose clerk said it.

import { pickWords } from "../shared/boot.js";
import { writeTime } from "../shared/moments.js";

/** The snapshot without the times that have passed: when it really goes on, nobody has said. */
export function withoutPastTimes(snapshot, clock) {
  const toCome = (moment) => (moment && clock.secondsSince(moment) < 0 ? moment : null);
  return {
    ...snapshot,
    services: snapshot.services.map((each) => ({ ...each, resumes_at: toCome(each.resumes_at) })),
    counters: snapshot.counters.map((each) => ({ ...each, back_at: toCome(each.back_at) })),
  };
}

/** A sentence for each, in the language of `words`. */
export function interruptionsOf(snapshot, words) {
  const { services, counters, office } = snapshot;
  const time = (moment) => writeTime(moment, office.timezone, words.language, office.timezone_label);
  return [
    ...services.filter(({ suspended }) => suspended).map((each) => sayService(each, words, time)),
    ...counters
      .filter(({ state, back_at: backAt }) => state === "paused" && backAt)
      .map((each) => sayCounter(each, words, time)),
  ];
}

function sayService({ name, suspended_reason: reason, resumes_at: resumesAt }, words, time) {
  const { t, language } = words;
  const service = pickWords(name, language);
  const why = pickWords(reason ?? {}, language);
  const first = why
    ? t("%(service)s is interrupted: %(reason)s.", { service, reason: why })
    : t("%(service)s is interrupted.", { service });
  if (!resumesAt) return first;
  const then = t("Expected back at %(time)s.", { time: time(resumesAt) });
  return `${first} ${then}`;
}

function sayCounter({ number, back_at: backAt }, { t }, time) {
  return t("Counter %(counter)s is back at %(time)s.", { counter: String(number), time: time(backAt) });
}
