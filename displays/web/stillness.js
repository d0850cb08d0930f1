// Whether this page stands still: its timers (a machine that slept, a tab that was put aside) or
// its picture (no frame is drawn any more). A display that lies about the present must say so.

const LOOK_MS = 1000;
/** Timers are never exact; a gap from here on is one that a visitor may have missed a call in. */
const LONGEST_GAP_MS = 5000;

/** Watches from the start; `onStill(seconds)` hears of each stretch once it is over. */
export class Stillness {
  #onStill;
  #ticked = performance.now();
  #drawn = performance.now();
  #worst = 0;

  constructor(onStill) {
    this.#onStill = onStill;
    this.#askForFrame();
    setInterval(() => this.#look(), LOOK_MS);
  }

  /** The longest stretch in seconds since this was asked last, one that still lasts included. */
  takeSeconds() {
    const lasting = performance.now() - this.#drawn;
    const worst = Math.max(this.#worst, lasting > LONGEST_GAP_MS ? lasting : 0);
    this.#worst = 0;
    return worst / 1000;
  }

  #look() {
    const now = performance.now();
    this.#note(now - this.#ticked - LOOK_MS);
    this.#ticked = now;
  }

  #askForFrame() {
    requestAnimationFrame(() => {
      const now = performance.now();
      this.#note(now - this.#drawn);
      this.#drawn = now;
      setTimeout(() => this.#askForFrame(), LOOK_MS);
    });
  }

  #note(gap) {
    if (gap < LONGEST_GAP_MS) return;
    this.#worst = Math.max(this.#worst, gap);
    this.#onStill(gap / 1000);
  }
}
