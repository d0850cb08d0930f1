// One command at a time: what may go out and when. The twin of desk/sender.py.
//
// Promises that no press is sent while another is under way; that a press at the counter made while
// the server is away is kept, one at a time, and sent once when it is back, with what the screen
// showed when it was made; and that each that was not done is answered in words. What is kept
// outlives a reload of this page and a sign-in, not the tab.

import { newCommandId, post } from "../shared/commands.js";
import { ACTIONS } from "./actions.js";
import { KeptPress } from "./kept.js";
import { actionWord } from "./words.js";

/** How long to wait, after an answer, for the snapshot that shows what was done. */
const SHOWN_WITHIN_MS = 3000;
/** Between two attempts to send what is kept, where the server is there and does not answer. */
const AGAIN_MS = 2000;

/** Refusals which mean that the screen did not show things as they are. */
const STALE = new Set(["screen_out_of_date", "visitors_left"]);
/** The server does not know who asks, or not any more. */
export const SHUT_OUT = new Set(["sign_in_needed", "session_ended", "password_must_change"]);
/** Answers that say nothing about the press: the very same one may go out again. */
const NO_ANSWER = new Set(["server_unreachable", "storage_unavailable", "stopping", ...SHUT_OUT]);

export class Sender {
  #desk;
  #isUnderWay = false;
  #kept;
  #waiting = null;
  #onConnected = null;

  /**
   * `desk` has `api`, `office`, `device`, `snapshot`, `words`, `staff`, `isConnected`,
   * `take(snapshot)`, `refuse(refusal)`, `explain(refusal)`, `say(words)`, `draw()`.
   */
  constructor(desk) {
    this.#desk = desk;
    this.#kept = new KeptPress(desk.office);
  }

  /** Whether a command is on its way, or waits for the server. */
  get isUnderWay() {
    return this.#isUnderWay || this.#kept.press !== null;
  }

  /** Whether a press waits for the server. */
  get isKeeping() {
    return this.#kept.press !== null;
  }

  /** What the screen says of the press that waits, "" where none does. */
  get keptWords() {
    const { press } = this.#kept;
    const { t } = this.#desk.words;
    return press ? t("Sent when the server is back: %(action)s (Esc: drop it)", this.#about(press)) : "";
  }

  /** Send `{path, body}`; gives the reply once the screen shows it, null if it was refused or is kept. */
  async send({ path, body }) {
    if (this.isUnderWay) return null;
    const command = { path, body: { command_id: newCommandId(), day: this.#desk.snapshot.hall.id.day, ...body } };
    if (!this.#desk.isConnected && this.#keep(command, false)) return null;
    this.#setUnderWay(true);
    try {
      const answer = await this.#post(command);
      if (!answer.ok) {
        await this.#takeRefusal(command, answer.refusal);
        return null;
      }
      this.#desk.say("");
      await this.#waitFor(answer.reply.version);
      return answer.reply;
    } finally {
      this.#setUnderWay(false);
    }
  }

  /** The clerk does not want it any more. Whether anything waited. */
  drop() {
    const { press } = this.#kept;
    if (!press) return false;
    this.#kept.forget();
    const { t } = this.#desk.words;
    // What has gone out once may have arrived: only the screen can tell.
    const unknown = t("No answer. The screen will show whether it was done.");
    const dropped = t("Dropped, nothing was sent: %(action)s", this.#about(press));
    this.#desk.say(press.wasTried ? unknown : dropped);
    this.#desk.draw();
    return true;
  }

  /** A press that this tab has kept from before a reload goes out now. */
  resume() {
    const { press } = this.#kept;
    if (press) this.#deliver(press);
  }

  /** A snapshot has arrived: whoever waits for it may go on. */
  wake() {
    this.#waiting?.();
  }

  /** The server is there again: what is kept goes out. */
  connected() {
    this.#onConnected?.();
  }

  #post({ path, body }) {
    return post(`${this.#desk.api}/${path}`, body, this.#desk.device);
  }

  /** Keep a press for later; false where its kind is not kept. */
  #keep(command, wasTried) {
    const actionId = command.path.split("/").pop();
    if (!ACTIONS.get(actionId)?.kept) return false;
    this.#kept.keep({ actionId, command, accountId: this.#desk.staff.accountId, wasTried });
    this.#desk.say("");
    this.#desk.draw();
    this.#deliver(this.#kept.press);
    return true;
  }

  /** Send it as soon as the server is there, until it answers or the clerk drops it. */
  async #deliver(press) {
    while (this.#kept.press === press) {
      if (!this.#desk.isConnected) {
        await new Promise((resolve) => (this.#onConnected = resolve));
        continue;
      }
      if (press.accountId !== this.#desk.staff.accountId) {
        this.#kept.forget();
        this.#desk.say(this.#desk.words.t("Dropped: somebody else has signed in."), true);
        return;
      }
      press.wasTried = true;
      const answer = await this.#post(press.command);
      if (this.#kept.press !== press) return; // dropped meanwhile: the screen shows what became of it
      if (answer.ok || !NO_ANSWER.has(answer.refusal.code)) {
        await this.#end(press, answer);
        return;
      }
      if (SHUT_OUT.has(answer.refusal.code)) this.#desk.refuse(answer.refusal);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  async #end(press, { ok, reply, refusal }) {
    this.#kept.forget();
    const { t } = this.#desk.words;
    const about = this.#about(press);
    this.#setUnderWay(true);
    try {
      if (ok) {
        this.#desk.say(t("Sent now that the server is back: %(action)s", about));
        await this.#waitFor(reply.version);
      } else if (STALE.has(refusal.code)) {
        await this.#readAnew();
        this.#desk.say(t("Not done: %(action)s. This counter changed while the server was away.", about), true);
      } else {
        this.#desk.say(t("Not done: %(action)s. %(why)s", { ...about, why: this.#desk.explain(refusal) }), true);
      }
    } finally {
      this.#setUnderWay(false);
    }
  }

  async #takeRefusal(command, refusal) {
    if (NO_ANSWER.has(refusal.code) && this.#keep(command, true)) return;
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

  #about({ actionId }) {
    return { action: actionWord(actionId, this.#desk.words) };
  }

  #setUnderWay(isUnderWay) {
    this.#isUnderWay = isUnderWay;
    this.#desk.draw();
  }
}
