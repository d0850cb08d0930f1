// What the door-keeper has tapped and the server has not confirmed yet.
//
// Promises that no tap is lost and none counts twice: each is kept in the browser, under the
// command's own id, until the server has answered it; they go out in the order of the taps. What
// the server refuses is told and not sent again.

import { newCommandId, post } from "../../shared/commands.js";
import { SHUT_OUT } from "../sender.js";

/** Refusals that say nothing about the tap: it is sent again, under the same id. */
const AGAIN = new Set([
  ...["server_unreachable", "answer_unreadable", "storage_unavailable", "stopping"],
  ...SHUT_OUT,
]);
const RETRY_MS = 3000;
const DEVICE = "desk/door";

export class Outbox {
  /** `[{id, path, body, kind, key, about, change, at}]`, the oldest first. */
  entries = [];
  /** Whether the last attempt came to nothing. */
  isStuck = false;
  #api;
  #prefix;
  #listener;
  #isSending = false;
  #timer = null;
  #last = 0;

  /** `listener` has `onChange()`, `onDone(entry, reply)` and `onRefused(entry, refusal)`. */
  constructor(api, office, listener) {
    this.#api = api;
    this.#prefix = `antrean.door.${office}.tap.`;
    this.#listener = listener;
    this.entries = this.#kept();
    this.#last = this.entries.at(-1)?.at ?? 0;
  }

  /**
   * Keep a tap and send it. `kind` is "count", "arrive" or "undo", `key` tells it apart from
   * others, `about` whom it is about, `change` how it counts; `fields` go into the command beside
   * its id and day.
   */
  add({ path, day, kind, key = "", about = key, change = 0, fields = {} }) {
    const id = newCommandId();
    this.#last = Math.max(this.#last + 1, Date.now());
    const entry = { id, path, kind, key, about, change, at: this.#last, body: { command_id: id, day, ...fields } };
    this.entries.push(entry);
    this.#keep(entry);
    this.#listener.onChange();
    this.send();
  }

  /** Whether a tap about `key` waits. */
  has(key) {
    return this.entries.some((entry) => entry.key === key);
  }

  /** By how much the taps that wait change the count of people. */
  get change() {
    return this.entries.reduce((sum, entry) => sum + entry.change, 0);
  }

  /** Send what waits, the oldest first, until all is answered or an answer fails to come. */
  async send() {
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#timer);
    while (this.entries.length && (await this.#sendFirst()));
    this.#isSending = false;
    this.#listener.onChange();
  }

  async #sendFirst() {
    const [entry] = this.entries;
    const answer = await post(`${this.#api}/${entry.path}`, entry.body, DEVICE);
    this.isStuck = !answer.ok && AGAIN.has(answer.refusal.code);
    if (this.isStuck) {
      this.#timer = setTimeout(() => this.send(), RETRY_MS);
      this.#listener.onStuck(answer.refusal);
      return false;
    }
    this.entries.shift();
    this.#forget(entry);
    if (answer.ok) this.#listener.onDone(entry, answer.reply);
    else this.#listener.onRefused(entry, answer.refusal);
    return true;
  }

  // Each tap lies under a name of its own, so that two pages of one browser lose none of each other's.

  #kept() {
    try {
      return Object.keys(localStorage)
        .filter((name) => name.startsWith(this.#prefix))
        .map((name) => JSON.parse(localStorage.getItem(name)))
        .sort((one, other) => one.at - other.at);
    } catch {
      return []; // a browser that keeps nothing holds them for as long as the page is open
    }
  }

  #keep(entry) {
    try {
      localStorage.setItem(this.#prefix + entry.id, JSON.stringify(entry));
    } catch {
      // as above
    }
  }

  #forget(entry) {
    try {
      localStorage.removeItem(this.#prefix + entry.id);
    } catch {
      // as above
    }
  }
}
