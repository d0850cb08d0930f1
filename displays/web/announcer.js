// Which calls are still to be announced: each once, oldest first, also those that came while the
// screen was away, if nobody has answered them yet.

/** One soft pulse and its rest, by look.css. */
const PULSE_MS = 1200;

/** Gives `announce(call)` each new open call, one after the other. */
export class Announcer {
  #announce;
  #day = null;
  #last = null;
  #waiting = [];
  #timer = null;

  constructor(announce) {
    this.#announce = announce;
  }

  /** Take the calls of a snapshot. The first one that a page sees announces nothing. */
  take({ id, calls }) {
    const day = `${id.epoch} ${id.day}`;
    const before = this.#day === null ? Infinity : day === this.#day ? this.#last : 0;
    this.#day = day;
    this.#last = Math.max(0, ...calls.map((each) => each.call));
    const open = new Map(calls.filter((each) => each.is_open).map((each) => [each.call, each]));
    const fresh = [...open.keys()].filter((call) => call > before).sort((one, other) => one - other);
    this.#waiting = [...this.#waiting.filter((call) => open.has(call)), ...fresh];
    if (this.#timer === null) this.#next();
  }

  #next() {
    const call = this.#waiting.shift();
    this.#timer = call === undefined ? null : setTimeout(() => this.#next(), PULSE_MS);
    if (call !== undefined) this.#announce(call);
  }
}
