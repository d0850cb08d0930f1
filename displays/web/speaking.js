// The display's voice: fetches the sound of each call and plays it, one at a time, as
// `announcing.js` says. Its counterpart on a terminal is displays/speaking.py.

import { Announcing, isSpeaker } from "./announcing.js";
import { AskingIn } from "./asking-in.js";
import { Loudspeaker } from "./loudspeaker.js";

const AFTER_CHIME_SECONDS = 0.15;
const SECOND_TRY_SECONDS = 0.4;
/** After each call, so that two are never heard as one. */
const PAUSE_SECONDS = 0.25;

/** Says the calls of one display's part of the hall; `onState()` hears when `state` is another. */
export class CallSpeaker {
  #api;
  #name;
  #clock;
  #onState;
  #announcing = new Announcing();
  #askingIn = new AskingIn();
  #isAskingIn = false;
  #isInterrupted = false;
  #loudspeaker = null;
  #snapshot = null;
  #speaks = false;
  #isBusy = false;
  #chime = null;

  constructor({ api, name }, clock, onState) {
    this.#api = api;
    this.#name = name;
    this.#clock = clock;
    this.#onState = onState;
  }

  /** How the loudspeaker is; null where this display is not asked to speak. */
  get state() {
    return this.#speaks ? this.#loudspeaker.state : null;
  }

  /** Take a snapshot of the display's own part of the hall, and of the whole hall. */
  take(snapshot, hall) {
    this.#snapshot = snapshot;
    this.#setSpeaks(isSpeaker(snapshot.office, this.#name));
    this.#announcing.take(snapshot, seconds(), this.#speaks);
    this.#askingIn.take(hall, this.#name);
    if (this.#isAskingIn && this.#announcing.hasCalls) {
      this.#isInterrupted = true;
      this.#loudspeaker.silence();
    }
    this.#sayAll();
  }

  /** Play the test, as loud as a call. */
  async sayTrial() {
    if (!this.#loudspeaker?.isOpen || this.#isBusy) return;
    this.#isBusy = true;
    try {
      const sound = await this.#fetch("speech/test");
      if (sound) await this.#play([sound], 0);
    } finally {
      this.#isBusy = false;
    }
    this.#sayAll();
  }

  #setSpeaks(speaks) {
    if (speaks && !this.#loudspeaker) {
      this.#loudspeaker = new Loudspeaker(() => {
        this.#onState();
        this.#sayAll();
      });
    }
    const was = this.#speaks;
    this.#speaks = speaks;
    if (was !== speaks) this.#onState();
  }

  /** Say what there is to say, until there is nothing more or nothing would be heard. */
  async #sayAll() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#speaks && this.#loudspeaker.isOpen) {
        const announcement = this.#announcing.next(seconds(), this.#timeOfDay());
        const asked = announcement ? null : this.#askingIn.next(this.#timeOfDay());
        if (announcement) await this.#announce(announcement);
        else if (asked) await this.#askIn(asked);
        else return;
      }
    } finally {
      this.#isBusy = false;
    }
  }

  /** Ask somebody to come in; a call that comes meanwhile silences it at once. */
  async #askIn(asked) {
    this.#isAskingIn = true;
    this.#isInterrupted = false;
    try {
      const sound = await this.#fetch(`come-in/${encodeURIComponent(asked.number)}/speech`);
      const chime = sound && (await this.#fetchChime());
      if (sound && !this.#isInterrupted) {
        await this.#play([chime, sound].filter(Boolean), AFTER_CHIME_SECONDS);
      }
    } finally {
      this.#isAskingIn = false;
    }
    if (this.#isInterrupted) this.#askingIn.putBack(asked);
    else await pause(PAUSE_SECONDS);
  }

  async #announce(announcement) {
    const call = announcement.brevity === null ? null : await this.#fetchSuitable(announcement);
    const chime = announcement.withChime || !call ? await this.#fetchChime() : null;
    await this.#play([chime, call].filter(Boolean), AFTER_CHIME_SECONDS);
    await pause(PAUSE_SECONDS);
  }

  /** The sound of a call, shorter than intended where it would take too long. */
  async #fetchSuitable(intended) {
    const call = await this.#fetchCall(intended);
    if (!call) return null;
    const announcement = this.#announcing.measured(intended, call.duration + PAUSE_SECONDS, seconds());
    return announcement.brevity === intended.brevity ? call : this.#fetchSuitable(announcement);
  }

  async #fetchCall({ call, brevity }) {
    const { epoch, day } = this.#snapshot.id;
    const path = `calls/${call}/speech?short=${brevity}&of=${epoch}.${day}`;
    const sound = await this.#fetch(path);
    if (sound) return sound;
    await pause(SECOND_TRY_SECONDS); // of several servers this one may not have heard of it yet
    return this.#fetch(path);
  }

  async #fetchChime() {
    this.#chime ??= await this.#fetch("speech/chime");
    return this.#chime;
  }

  /** A sound of the office, or null where it cannot be had: the screen shows the call anyway. */
  async #fetch(path) {
    try {
      const answer = await fetch(`${this.#api}/${path}`);
      return answer.ok ? await this.#loudspeaker.decode(await answer.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  #play(sounds, pause) {
    const { volume = 80 } = this.#snapshot.office.announcements ?? {};
    return this.#loudspeaker.play(sounds, { volume: volume / 100, pause });
  }

  /** "HH:MM" by the office's clock. */
  #timeOfDay() {
    return new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: this.#snapshot.office.timezone,
    }).format(this.#clock.now());
  }
}

function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function seconds() {
  return performance.now() / 1000;
}
