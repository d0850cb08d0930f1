// The floor of the office's lobby, fetched once, and again when the office has another one.

/** How long nothing is asked after an attempt that failed. */
const PAUSE_MS = 5000;

/** `floor` is the latest `FloorView`, or null; `onFloor()` hears of each new one. */
export class FloorSource {
  floor = null;
  #api;
  #onFloor;
  #wanted = null;
  #timer = null;

  constructor(api, onFloor) {
    this.#api = api;
    this.#onFloor = onFloor;
  }

  /** Take the office of a snapshot; `office.lobby` names its floor. */
  take({ lobby }) {
    this.#wanted = lobby ?? null;
    if (this.#wanted === null && this.floor) {
      this.floor = null;
      this.#onFloor();
    }
    if (this.#timer === null && this.#isMissing) this.#fetch();
  }

  get #isMissing() {
    return this.#wanted !== null && this.floor?.id !== this.#wanted;
  }

  async #fetch() {
    this.#timer = setTimeout(() => this.#again(), PAUSE_MS);
    const floor = await this.#ask();
    if (!floor || this.#wanted === null) return;
    const isNew = floor.id !== this.floor?.id;
    this.floor = floor;
    if (isNew) this.#onFloor();
    if (this.#isMissing) return; // the server still has the old one
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #ask() {
    try {
      const answer = await fetch(`${this.#api}/lobby`);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  #again() {
    this.#timer = null;
    if (this.#isMissing) this.#fetch();
  }
}
