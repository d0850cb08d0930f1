// Kiosks that are cut off: a small line at the foot, so that nobody wonders about their numbers.
// They go on giving numbers, which are called once the kiosk is back. The twin of
// displays/cut_off.py.

import { show } from "../shared/elements.js";
import { writeTime } from "../shared/moments.js";
import { sayAll } from "./say.js";

/** A kiosk that only starts anew is not worth a word. */
const SHORT_SECONDS = 30;
/** Kiosks that have been away for longer were switched off. */
const LONG_SECONDS = 12 * 60 * 60;
const GIVES_NUMBERS = new Set(["numbers", "open", "break"]);

/** Kiosks that are cut off while numbers are given: `{name, since}`, as the line tells them. */
export function cutOffKiosks(devices, phase, clock) {
  if (!GIVES_NUMBERS.has(phase) || !clock.isSet) return [];
  const away = devices.filter(({ kind, connected, last_seen: since }) => {
    const seconds = clock.secondsSince(since);
    return kind === "kiosk" && !connected && seconds >= SHORT_SECONDS && seconds < LONG_SECONDS;
  });
  return away.map(({ name, last_seen: since }) => ({ name: name.replace(/^kiosk-/, ""), since }));
}

/** The line. `onChange` hears when it comes or goes. */
export class CutOffLine {
  #place;
  #speakers;
  #clock;
  #onChange;
  #devices = [];

  constructor(place, speakers, clock, onChange) {
    this.#place = place;
    this.#speakers = speakers;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Take over the machines of the hall that are not as they should be. */
  take(devices) {
    this.#devices = devices;
  }

  /** Write who is cut off now. */
  draw(snapshot) {
    const kiosks = snapshot ? cutOffKiosks(this.#devices, snapshot.phase, this.#clock) : [];
    const { timezone } = snapshot?.office ?? {};
    const sentences = this.#speakers.map(({ language, t }) => {
      const told = kiosks.map(({ name, since }) => {
        const time = writeTime(since, timezone, language);
        return t("Kiosk %(name)s offline since %(time)s", { name, time });
      });
      return [language, told.join(" · ")];
    });
    sayAll(this.#place, kiosks.length ? sentences : []);
    if (this.#place.hidden === kiosks.length > 0) {
      show(this.#place, kiosks.length > 0);
      this.#onChange(); // The line takes room.
    }
  }
}
