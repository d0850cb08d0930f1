// The people ahead as a thin line: the visitor stands at its end and comes nearer.

/** Draws how far the visitor is from the front, against the longest line this page has seen. */
export class LineAhead {
  #place;
  #longest = 1;
  #ticket = null;

  constructor(place) {
    this.#place = place;
  }

  /** Show a view's line; hidden where the visitor does not wait. */
  show({ ticket_id: ticket, ahead }) {
    this.#place.hidden = ahead === null;
    if (ahead === null) return;
    if (ticket !== this.#ticket) this.#recall(ticket);
    this.#longest = Math.max(this.#longest, ahead);
    this.#remember();
    this.#place.style.setProperty("--part", String(ahead / this.#longest));
  }

  /** A page that is opened again goes on with the line that it had. */
  #recall(ticket) {
    this.#ticket = ticket;
    this.#longest = 1;
    try {
      this.#longest = Number(sessionStorage.getItem(`longest-${ticket}`)) || 1;
    } catch {
      // No storage in this browser: the line starts anew.
    }
  }

  #remember() {
    try {
      sessionStorage.setItem(`longest-${this.#ticket}`, String(this.#longest));
    } catch {
      // As above.
    }
  }
}
