// The loudspeaker of this page. Browsers keep a page silent until somebody has touched it (unless
// they are started otherwise); so whether anything can be heard is a state that the page shows.

const GRACE_MS = 1500;
const SLACK_MS = 3000;
const GESTURES = ["pointerdown", "pointerup", "keydown", "touchend"];

/**
 * `state` is "ready", "blocked" (the browser waits for a touch), "silent" (it took a sound and did
 * not play it) or "none_installed" (it has no sound at all). `onState()` hears each change.
 */
export class Loudspeaker {
  #context = null;
  #onState;
  #playing = [];
  #isSettled = false;
  #isSilent = false;
  #told = null;

  constructor(onState) {
    this.#onState = onState;
    try {
      this.#context = new AudioContext();
    } catch {
      this.#isSettled = true;
      return;
    }
    this.#context.addEventListener("statechange", () => this.#tell());
    for (const gesture of GESTURES) window.addEventListener(gesture, () => this.wake());
    setTimeout(() => {
      this.#isSettled = true;
      this.#tell();
    }, GRACE_MS);
    this.wake();
  }

  get state() {
    if (!this.#context) return "none_installed";
    if (this.#context.state !== "running") return this.#isSettled ? "blocked" : "ready";
    return this.#isSilent ? "silent" : "ready";
  }

  /** Whether a sound that is handed over now would begin. */
  get isOpen() {
    return this.#context?.state === "running";
  }

  /** Ask the browser for sound; after a touch it grants it. */
  wake() {
    if (this.#context && !this.isOpen) this.#context.resume().catch(() => {});
  }

  /** The sound in a WAV. Throws where it is none. */
  decode(bytes) {
    return this.#context.decodeAudioData(bytes);
  }

  /** Play sounds one after the other, `pause` seconds apart; ends with the last of them. */
  async play(sounds, { volume, pause }) {
    const context = this.#context;
    const gain = new GainNode(context, { gain: volume });
    gain.connect(context.destination);
    const began = context.currentTime;
    let at = began;
    let last = null;
    this.#playing = [];
    for (const buffer of sounds) {
      last = new AudioBufferSourceNode(context, { buffer });
      last.connect(gain);
      last.start(at);
      this.#playing.push(last);
      at += buffer.duration + pause;
    }
    if (last) await endOf(last, (at - began) * 1000 + SLACK_MS);
    gain.disconnect();
    const wasSilenced = last !== null && this.#playing.length === 0;
    this.#isSilent = last !== null && !wasSilenced && context.currentTime <= began;
    this.#tell();
  }

  /** End what is being played, at once. */
  silence() {
    for (const source of this.#playing) source.stop();
    this.#playing = [];
  }

  #tell() {
    if (this.state === this.#told) return;
    this.#told = this.state;
    this.#onState();
  }
}

/** The end of a sound, or of our patience: a loudspeaker that is taken away never ends it. */
function endOf(source, patienceMs) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    source.addEventListener("ended", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
