// The office's own clock, as snapshots tell it: never the clock of the screen.
//
// A rehearsal's clock may run faster than life, and shows another time of day.

/** Fed by each snapshot's `clock`; in between it runs on `performance.now()`. */
export class OfficeClock {
  #now = null;
  #read = 0;
  speed = 1;
  isRehearsal = false;

  /** Take over `{now, speed, is_rehearsal}` as it has just arrived. */
  set(clock) {
    this.#now = Date.parse(clock.now);
    this.#read = performance.now();
    this.speed = clock.speed ?? 1;
    this.isRehearsal = clock.is_rehearsal ?? false;
  }

  /** Whether a snapshot has been seen. */
  get isSet() {
    return this.#now !== null;
  }

  /** The office's moment now, as a Date. */
  now() {
    return this.at(performance.now());
  }

  /** The office's moment at a `performance.now()` of the past, as a Date. */
  at(read) {
    return new Date(this.#now + (read - this.#read) * this.speed);
  }

  /** Seconds of office time from a moment (ISO 8601) until now; negative if it is to come. */
  secondsSince(moment) {
    return (this.now().getTime() - Date.parse(moment)) / 1000;
  }
}
