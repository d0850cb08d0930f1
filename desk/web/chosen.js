// Which one of a list is chosen: kept while the list changes beneath it, let go with it.

export class Chosen {
  id = null;
  #order = [];

  /** Take over the list's present order of ids. */
  keep(order) {
    this.#order = order;
    if (!order.includes(this.id)) this.id = null;
  }

  /** Choose the next (1) or the previous (-1); the first press chooses an end. */
  move(step) {
    if (!this.#order.length) return;
    const place = this.#order.indexOf(this.id);
    const next = place < 0 ? (step > 0 ? 0 : this.#order.length - 1) : place + step;
    this.id = this.#order[Math.max(0, Math.min(this.#order.length - 1, next))];
  }

  letGo() {
    this.id = null;
  }
}
