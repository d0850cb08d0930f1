// Which call a display says next, and how short: the counterpart of displays/announcing.py, where
// the rule is told. Times are seconds on the page's own clock.

export const LIMIT_SECONDS = 15;

/** How short a call is said; the numbers are the server's own (`?short=`). */
export const LONG = 0;
export const SHORT = 1;
export const SHORTEST = 2;

/** Seconds of each form with the pause after it, by its number; the chime apart. */
export const USUAL_LENGTHS = { chime: 1.3, forms: [11.7, 7.0, 3.0] };

/** How short the first call is said; `due`: within how many seconds each must have begun. */
export function choose([first, ...others], { chime, forms }) {
  if (first < 0) return SHORTEST;
  const long = chime + forms[LONG];
  const short = chime + forms[SHORT];
  if (long <= LIMIT_SECONDS && isInTime(others, long, short, 0)) return LONG;
  if (short <= LIMIT_SECONDS && isInTime(others, short, forms[SHORTEST], chime)) return SHORT;
  return SHORTEST;
}

/** Whether all can begin in time, the first at `begin`, the others one after `each`. */
function isInTime(due, begin, each, chime) {
  return due.every((latest, place) => begin + place * each + (place ? chime : 0) <= latest);
}

/** Whether the display of this name says calls: assigned to, or the office assigns nobody. */
export function isSpeaker({ displays = [] }, name) {
  const display = displays.find((each) => each.name === name);
  return display ? (display.speaks ?? true) : displays.length === 0;
}

/** Whether nothing sounds now; `timeOfDay` is "HH:MM" of the office's clock. */
export function isQuiet({ quiet = [], volume = 80 }, timeOfDay) {
  return volume === 0 || quiet.some(([opens, closes]) => opens <= timeOfDay && timeOfDay < closes);
}

/** What one display has said, and has still to say. */
export class Announcing {
  lengths = USUAL_LENGTHS;
  #announcements = {};
  #day = null;
  #last = 0;
  #waiting = new Map(); // call -> when it was called
  #isChained = false;

  /**
   * Note what is new in a snapshot of the display's own part of the hall. The first one that is
   * seen brings nothing to say. Not `speaks`: another display does.
   */
  take(snapshot, now, speaks = true) {
    this.#announcements = snapshot.office.announcements ?? {};
    const day = `${snapshot.id.epoch} ${snapshot.id.day}`;
    const newest = Math.max(0, ...snapshot.calls.map(({ call }) => call));
    if (this.#day === null) {
      this.#last = newest;
    } else if (day !== this.#day) {
      this.#last = 0;
      this.#waiting = new Map();
    }
    const ages = agesOf(snapshot);
    const kept = [...this.#waiting].filter(([call]) => ages.has(call));
    const fresh = [...ages]
      .filter(([call]) => call > this.#last)
      .sort(([one], [other]) => one - other)
      .map(([call, age]) => [call, now - freshAge(age)]);
    this.#waiting = new Map(speaks ? [...kept, ...fresh] : []);
    this.#day = day;
    this.#last = Math.max(this.#last, newest);
  }

  /** Whether a call waits to be said. */
  get hasCalls() {
    return this.#waiting.size > 0;
  }

  /** `{call, brevity, withChime}` to say now, or null; it will not be given again. */
  next(now, timeOfDay) {
    if (isQuiet(this.#announcements, timeOfDay)) this.#waiting.clear();
    if (this.#waiting.size === 0) {
      this.#isChained = false;
      return null;
    }
    if (!this.#announcements.speech) {
      const oldest = Math.min(...this.#waiting.keys());
      this.#waiting.clear(); // one chime is for all that wait
      return { call: oldest, brevity: null, withChime: true };
    }
    const brevity = choose(this.#due(now), this.lengths);
    const [call] = this.#waiting.keys();
    this.#waiting.delete(call);
    const wasChained = this.#isChained;
    this.#isChained = brevity === SHORTEST;
    return { call, brevity, withChime: !(wasChained && this.#isChained) };
  }

  /**
   * Take in how long a call's sound really is, its pause included, before it is played. Gives what
   * to play: the same, or shorter, where others would otherwise wait too long.
   */
  measured(announcement, seconds, now) {
    if (announcement.brevity === null) return announcement;
    const { chime, forms } = this.lengths;
    const isMeant = (form) => form === announcement.brevity;
    const longer = forms.map((each, form) => (isMeant(form) ? Math.max(each, seconds) : each));
    this.lengths = { chime, forms: longer };
    const brevity = choose([0, ...this.#due(now)], this.lengths);
    if (brevity <= announcement.brevity) return announcement;
    this.#isChained = brevity === SHORTEST;
    return { ...announcement, brevity };
  }

  /** Within how many seconds each call that waits must have begun. */
  #due(now) {
    return [...this.#waiting.values()].map((at) => LIMIT_SECONDS - (now - at));
  }
}

/** How long ago each open call was, in seconds of life. */
function agesOf({ clock, calls }) {
  const now = Date.parse(clock.now);
  return new Map(
    calls
      .filter((each) => each.is_open)
      .map(({ call, at }) => [call, Math.max(0, (now - Date.parse(at)) / 1000 / (clock.speed || 1))]),
  );
}

/** One that came while the display was away is late already: it counts from now. */
function freshAge(age) {
  return age <= LIMIT_SECONDS ? age : 0;
}
