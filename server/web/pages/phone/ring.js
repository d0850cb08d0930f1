// The phone rings, and trembles where it can, when its number is called or asked to come in while
// the page is open.
//
// A browser lets a page sound only after a touch; so any touch on the page makes it ready when the
// finger leaves (its arrival does not count for a touch yet), and a button says so and turns it
// off. Nothing is promised that this phone cannot do.

const TONES_HZ = [659.3, 523.3];
const TONE_SECONDS = 0.45;
const REPEATS = 3;
const TREMBLE_MS = [500, 200, 500, 200, 500];
const QUIET_KEY = "antrean-quiet";

/** Rings once for each call, and each time the visitor is asked to come in. */
export class Ring {
  #audio = null;
  #lock = null;
  #onChange;
  #summons = null;
  #isWanted;

  /** `onChange()` is called when what `state` says has changed. */
  constructor(onChange) {
    this.#onChange = onChange;
    this.#isWanted = readWanted();
    const touched = ({ target }) => {
      if (this.#isWanted && !target.closest?.("[role=switch]")) this.#wake();
    };
    document.addEventListener("pointerup", touched);
    document.addEventListener("keydown", touched);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#holdScreen();
    });
  }

  /** What this phone can do, and what it will do now. */
  get state() {
    return {
      canTremble: "vibrate" in navigator,
      isReady: this.#isWanted && this.#audio?.state === "running",
      holdsScreen: this.#lock !== null && !this.#lock.released,
    };
  }

  /** Turn ringing on or off; to be called by a touch. */
  toggle() {
    const turnsOn = !this.state.isReady;
    this.#isWanted = turnsOn;
    writeWanted(turnsOn);
    if (turnsOn) this.#wake();
    else this.#letScreenGo();
    this.#onChange();
  }

  /** Ring if this view shows a call that has not been rung for. The first view is old news. */
  hear(view, isFirst) {
    const current = summonsOf(view);
    const isNew = current !== null && current !== this.#summons;
    this.#summons = current ?? this.#summons;
    if (!isNew || isFirst || !this.#isWanted) return;
    this.#sound();
    navigator.vibrate?.(TREMBLE_MS);
  }

  async #wake() {
    this.#audio ??= new AudioContext();
    if (this.#audio.state !== "running") {
      await this.#audio.resume().catch(() => {}); // then it is simply not ready
      this.#onChange();
    }
    await this.#holdScreen();
  }

  /** Only where the browser lets a page keep the screen on: over HTTPS, and not on every phone. */
  async #holdScreen() {
    if (!this.state.isReady || this.state.holdsScreen) return;
    try {
      this.#lock = (await navigator.wakeLock?.request("screen")) ?? null;
    } catch {
      this.#lock = null; // the battery is low, or the phone does not want to
    }
    this.#onChange();
  }

  #letScreenGo() {
    this.#lock?.release();
    this.#lock = null;
  }

  #sound() {
    if (this.#audio?.state !== "running") return;
    const begin = this.#audio.currentTime + 0.05;
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      TONES_HZ.forEach((hertz, index) => {
        this.#tone(hertz, begin + (repeat * 3 + index) * TONE_SECONDS);
      });
    }
  }

  #tone(hertz, at) {
    const tone = this.#audio.createOscillator();
    const volume = this.#audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.5, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS);
    tone.connect(volume).connect(this.#audio.destination);
    tone.start(at);
    tone.stop(at + TONE_SECONDS);
  }
}

/** What the visitor is asked for now, as a name that is another for each time; null for nothing. */
function summonsOf({ state, call, where, come_in_at: askedAt }) {
  if (state === "called") return `call ${call}`;
  return where === "come_in" ? `come in ${askedAt}` : null;
}

function readWanted() {
  try {
    return localStorage.getItem(QUIET_KEY) === null;
  } catch {
    return true;
  }
}

function writeWanted(isWanted) {
  try {
    if (isWanted) localStorage.removeItem(QUIET_KEY);
    else localStorage.setItem(QUIET_KEY, "1");
  } catch {
    // No storage in this browser: asked again at the next visit.
  }
}
