// While a finger is on a button, nothing is drawn: a button that moves or goes between touch and
// release would turn the tap into nothing, or into a tap on its neighbour.

/** From the release to the click that a browser makes of it; without one the tap was called off. */
const CLICK_COMES_WITHIN_MS = 350;
/** A thumb that rests on a button does not hold back what has to be told. */
const LONGEST_TOUCH_MS = 5000;

/** Knows whether a tap (or a press of Enter or space) is under way, and draws after it. */
export class Finger {
  #putOff = new Set();
  #timer = null;

  constructor() {
    const on = (name, heard) => addEventListener(name, heard, { capture: true, passive: true });
    on("pointerdown", ({ target }) => this.#touch(target));
    on("keydown", ({ key, target }) => (key === "Enter" || key === " ") && this.#touch(target));
    for (const name of ["pointerup", "keyup"]) on(name, () => this.#release(CLICK_COMES_WITHIN_MS));
    on("pointercancel", () => this.#release(0));
    addEventListener("click", () => this.#release(0)); // after the button itself has heard it
  }

  /** Draw now, or once the tap that is under way has been heard. `draw` reads what is newest. */
  draw(draw) {
    if (this.#timer === null) draw();
    else this.#putOff.add(draw);
  }

  #touch(target) {
    if (target.closest?.("a, button")) this.#wait(LONGEST_TOUCH_MS);
  }

  #release(milliseconds) {
    if (this.#timer !== null) this.#wait(milliseconds);
  }

  #wait(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#drawAll(), milliseconds);
  }

  #drawAll() {
    this.#timer = null;
    const draws = [...this.#putOff];
    this.#putOff.clear();
    for (const draw of draws) draw();
  }
}
