// One command at a time: what may go out and when.
//
// Promises that no press is sent while another is under way, that none is kept for later, and
// that each that was not done is answered in words.

import { post } from "../shared/commands.js";

/** How long to wait, after an answer, for the snapshot that shows what was done. */
const SHOWN_WITHIN_MS = 3000;

/** Refusals which mean that the screen did not show things as they are. */
const STALE = new Set(["screen_out_of_date", "visitors_left"]);

export class Sender {
  isUnderWay = false;
  #desk;
  #waiting = null;

  /** `desk` has `api`, `device`, `snapshot`, `take(snapshot)`, `refuse(refusal)`, `say(words)`, `draw()`. */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Send `{path, body}`; gives the reply once the screen shows it, null if it was refused. */
  async send({ path, body }) {
    if (this.isUnderWay) return null;
    this.#setUnderWay(true);
    try {
      const day = this.#desk.snapshot.hall.id.day;
      const answer = await post(`${this.#desk.api}/${path}`, { day, ...body }, this.#desk.device);
      if (!answer.ok) {
        await this.#takeRefusal(answer.refusal);
        return null;
      }
      this.#desk.say("");
      await this.#waitFor(answer.reply.version);
      return answer.reply;
    } finally {
      this.#setUnderWay(false);
    }
  }

  /** A snapshot has arrived: whoever waits for it may go on. */
  wake() {
    this.#waiting?.();
  }

  async #takeRefusal(refusal) {
    // "Look again" is said when there is something new to look at.
    if (STALE.has(refusal.code)) await this.#readAnew();
    this.#desk.refuse(refusal);
  }

  async #readAnew() {
    try {
      const signal = AbortSignal.timeout(SHOWN_WITHIN_MS);
      const answer = await fetch(`${this.#desk.api}/desk`, { cache: "no-store", signal });
      if (answer.ok) this.#desk.take(await answer.json());
    } catch {
      // The stream brings the state as soon as there is a connection again.
    }
  }

  async #waitFor(version) {
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, SHOWN_WITHIN_MS);
      this.#waiting = () => {
        if (this.#desk.snapshot.hall.id.version < version) return;
        clearTimeout(timer);
        resolve();
      };
      this.#waiting();
    });
    this.#waiting = null;
  }

  #setUnderWay(isUnderWay) {
    this.isUnderWay = isUnderWay;
    this.#desk.draw();
  }
}
