// What this browser remembers of its desk: the counter and the language, nothing of the work.

export class Memory {
  #office;

  constructor(office) {
    this.#office = office;
  }

  /** What was remembered, or null. */
  recall(what) {
    try {
      return localStorage.getItem(this.#name(what));
    } catch {
      return null; // a browser that keeps nothing costs the clerk one choice
    }
  }

  remember(what, value) {
    try {
      localStorage.setItem(this.#name(what), value);
    } catch {
      // as above
    }
  }

  #name(what) {
    return `antrean.desk.${this.#office}.${what}`;
  }
}
