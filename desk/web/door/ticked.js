// The rows that were ticked stay where they are for a while, so that nothing moves under a finger
// and everybody sees what was done.

/** For so long after the last press of anything. */
const STAYS_MS = 3000;

export class Ticked {
  #rows = new Map();
  #pressedAt = -Infinity;

  /** Something was pressed: what was ticked stays for a while longer. */
  press() {
    this.#pressedAt = performance.now();
  }

  /** A row of a list was ticked. */
  add(list, row) {
    this.press();
    this.#rows.set(row.id, { list, row });
  }

  /** The server said no: the row is as it was. */
  delete(id) {
    this.#rows.delete(id);
  }

  has(id) {
    return this.#rows.has(id);
  }

  /** The rows of a list in its order, those that were ticked where they were. */
  keep(list, rows) {
    if (performance.now() - this.#pressedAt > STAYS_MS) this.#rows.clear();
    const gone = [...this.#rows.values()]
      .filter((each) => each.list === list && !rows.some(({ id }) => id === each.row.id))
      .map(({ row }) => row);
    return [...rows, ...gone].sort((one, other) => one.order - other.order);
  }
}
