// From where a called number goes to its counter: a snapshot tells only who stands where now, so
// whoever draws the way keeps where each number stood before. The counterpart of terminal/ways.py.

/** A place that was left longer ago than this has nothing to do with the call. */
const STALE_SECONDS = 60;

/** Knows the ways of the open calls, one snapshot after the other. */
export class Ways {
  #day = null;
  #stood = new Map(); // number -> {spot, at}
  #ways = new Map(); // number -> spot

  /** The open calls whose place is known: `[{number, counter, spot}]`, the newest first. */
  take({ id, clock, calls, room }) {
    const day = `${id.epoch} ${id.day}`;
    if (day !== this.#day) {
      this.#stood.clear();
      this.#ways.clear();
    }
    this.#day = day;
    const now = Date.parse(clock.now);
    for (const { number, spot, state } of room?.spots ?? []) {
      if (state === "waiting") this.#stood.set(number, { spot, at: now });
    }
    const open = openCalls(calls);
    const known = open.map(({ number, at }) => [number, this.#spotOf(number, Date.parse(at))]);
    this.#ways = new Map(known.filter(([, spot]) => spot !== undefined));
    return open
      .filter(({ number }) => this.#ways.has(number))
      .map(({ number, counter }) => ({ number, counter, spot: this.#ways.get(number) }));
  }

  #spotOf(number, calledAt) {
    if (this.#ways.has(number)) return this.#ways.get(number);
    const stood = this.#stood.get(number);
    return stood && calledAt - stood.at <= STALE_SECONDS * 1000 ? stood.spot : undefined;
  }
}

/** The latest call of each number, of those that nobody has answered. */
function openCalls(calls) {
  const seen = new Set();
  const newestFirst = [...calls].sort((one, other) => other.call - one.call);
  return newestFirst.filter(({ number }) => !seen.has(number) && seen.add(number)).filter((each) => each.is_open);
}
