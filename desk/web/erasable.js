// Texts that the office may erase (notes, notices): never in a snapshot, so they are fetched by
// their id, once each, and drawn when they are there.

const AGAIN_AFTER_MS = 5000;

export class ErasableTexts {
  #read;
  #onArrival;
  #known = new Map();
  #asked = new Map();

  /** `read(id)` gives `{ok, reply}`, as `Desk.get` does; `onArrival()` hears of each text. */
  constructor(read, onArrival) {
    this.#read = read;
    this.#onArrival = onArrival;
  }

  /** The reply for an id; null until it is there, or where it was erased. */
  of(id) {
    if (!id) return null;
    if (!this.#known.has(id) && performance.now() >= (this.#asked.get(id) ?? 0)) this.#fetch(id);
    return this.#known.get(id) ?? null;
  }

  /** As `of`, but waits for the answer; null where there is none. */
  async ready(id) {
    if (!this.#known.has(id)) await this.#fetch(id);
    return this.#known.get(id) ?? null;
  }

  async #fetch(id) {
    this.#asked.set(id, performance.now() + AGAIN_AFTER_MS);
    const answer = await this.#read(id);
    if (!answer.ok) return;
    this.#known.set(id, answer.reply);
    this.#onArrival();
  }
}
