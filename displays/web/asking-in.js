// Which number that is asked to come in a display says next: the counterpart of
// displays/asking_in.py, where the rule is told.

import { isQuiet, isSpeaker } from "./announcing.js";
import { narrow } from "./zone.js";

/** What one display has said, and has still to say. */
export class AskingIn {
  #announcements = {};
  #day = null;
  #seen = new Set();
  #waiting = [];

  /** Note what is new in a snapshot of the whole hall, for the display of this name. */
  take(hall, name) {
    this.#announcements = hall.office.announcements ?? {};
    const day = `${hall.id.epoch} ${hall.id.day}`;
    const asked = new Map((hall.room?.come_in ?? []).map((each) => [asking(each), each]));
    const isFirst = this.#day === null;
    if (!isFirst && day !== this.#day) {
      this.#seen.clear();
      this.#waiting = [];
    }
    this.#day = day;
    const fresh = [...asked.entries()].filter(([key]) => !this.#seen.has(key)).map(([, each]) => each);
    for (const key of asked.keys()) this.#seen.add(key);
    const { come_in: saysIt = true, speech = false } = this.#announcements;
    const isSaid = saysIt && speech;
    const ours = isFirst || !isSaid ? [] : fresh.filter(({ number }) => saysComeIn(hall, name, number));
    const kept = isSaid ? this.#waiting.filter((each) => asked.has(asking(each))) : [];
    this.#waiting = [...kept, ...ours].sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
  }

  /** The one to say now, or null; it will not be given again. */
  next(timeOfDay) {
    if (isQuiet(this.#announcements, timeOfDay)) this.#waiting = [];
    return this.#waiting.shift() ?? null;
  }

  /** A call has interrupted this one: it is said when the calls are over. */
  putBack(asked) {
    this.#waiting.unshift(asked);
  }
}

/** Whether the display of this name is the one that asks a number in. */
export function saysComeIn(hall, name, number) {
  const displays = (hall.office.displays ?? []).map((each) => ({ services: [], counters: [], speaks: true, ...each }));
  if (displays.length === 0) return isSpeaker(hall.office, name);
  const speaking = displays.filter((each) => each.speaks);
  const letter = number.replace(/[^\p{L}]/gu, "").toUpperCase();
  const serving = speaking.filter((each) => narrow(hall, each).services.some((service) => service.letter === letter));
  const [first] = serving.length ? serving : speaking;
  return first?.name === name;
}

function asking({ number, since }) {
  return `${number} ${Date.parse(since)}`;
}
