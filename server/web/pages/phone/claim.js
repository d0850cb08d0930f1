// Whose phone this is to the ticket: the first one that opens it may act, later ones only look.

import { newToken, post } from "../shared/commands.js";

/** Asks the server once for the right to act, with a secret that this browser keeps. */
export class Claim {
  #path;
  #secret;
  #isAsking = false;
  /** null while the server has not said yet: then it decides at the first action. */
  isMine = null;

  /** `path` is the ticket's, `token` only names where the secret is kept. */
  constructor(path, token) {
    this.#path = path;
    this.#secret = recall(token) ?? newToken();
    remember(token, this.#secret);
  }

  /** What goes along with every action. */
  get phone() {
    return this.#secret;
  }

  /** Ask, unless it is settled; afterwards `onSettled()`. A lost answer is asked for again later. */
  async settle(day, onSettled) {
    if (this.isMine !== null || this.#isAsking) return;
    this.#isAsking = true;
    const result = await post(`${this.#path}/claim`, { day, phone: this.#secret });
    this.#isAsking = false;
    if (result.ok) this.isMine = true;
    else if (result.refusal.code === "claimed_by_other_phone") this.isMine = false;
    if (this.isMine !== null) onSettled();
  }
}

function recall(token) {
  try {
    return localStorage.getItem(`phone-${token}`);
  } catch {
    return null; // No storage in this browser: the right lasts as long as the page.
  }
}

function remember(token, secret) {
  try {
    localStorage.setItem(`phone-${token}`, secret);
  } catch {
    // As above.
  }
}
