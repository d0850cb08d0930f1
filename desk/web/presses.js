// What counts as a press: one, however often the key bounces. The twin of desk/presses.py.

import { SETTLE_SECONDS } from "./actions.js";

/** Tells a new press from the echo of the last one, and from the repeats of a key held down. */
export class Presses {
  #last = new Map();
  #settle;
  #now;

  constructor(settleSeconds = SETTLE_SECONDS, now = () => performance.now() / 1000) {
    this.#settle = settleSeconds;
    this.#now = now;
  }

  /** Whether this press of `key` stands for itself; each one, counted or not, is noted. */
  isNew(key) {
    const now = this.#now();
    const last = this.#last.get(key);
    this.#last.set(key, now);
    return last === undefined || now - last >= this.#settle;
  }
}
