// A scanner is a keyboard to the browser: it types the address of a ticket's page and presses Enter,
// wherever the focus is. Its keys must never count somebody or press a button, so a key that does
// something here is held back for a blink, to see whether another one follows faster than fingers.
// The counterpart of kiosk/codes/sieve.py and kiosk/codes/meaning.py.

/** Keys that follow each other faster than this come from a scanner. */
const SCANNER_MS = 50;
/** A code that stops for longer than this has ended. */
const PAUSE_MS = 500;
/** So many keys in a row that fast are a code, whatever it is of. */
const LEAST_BURST = 4;
const LONGEST = 400;
const ADDRESS = /^https?:/i;
const TICKET_PAGE = /^https?:\/\/.*\/t\/([^/?#]+)\/([A-Za-z0-9_-]{22})\/?(?:[?#].*)?$/i;

/** What a scanned text stands for: `{office, token}`, or null. */
export function readCode(text) {
  const page = TICKET_PAGE.exec(text.trim());
  return page && { office: decodeURIComponent(page[1]), token: page[2] };
}

/** Tells the keys of a scanner from those of fingers. */
export class Scanner {
  #text = "";
  #typedBefore = "";
  #lastAt = -Infinity;
  #fast = 0;
  #held = null;
  #onCode;
  #onKey;

  /** `onCode(text)` hears of each code, `onKey(event)` of each key that a finger has pressed. */
  constructor(onCode, onKey) {
    this.#onCode = onCode;
    this.#onKey = onKey;
    document.addEventListener("keydown", (event) => this.#take(event), { capture: true });
  }

  #take(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") this.#end(event);
    else if (event.key.length === 1) this.#gather(event);
    else this.#onKey(event);
  }

  #gather(event) {
    const gap = event.timeStamp - this.#lastAt;
    this.#lastAt = event.timeStamp;
    if (gap > PAUSE_MS) this.#text = "";
    if (!this.#text) this.#typedBefore = isField(event.target) ? event.target.value : "";
    this.#fast = gap < SCANNER_MS && !event.repeat ? this.#fast + 1 : 0;
    this.#text = (this.#text + event.key).slice(0, LONGEST);
    clearTimeout(this.#held);
    if (isField(event.target) || event.key === " ") return;
    event.preventDefault();
    const isPress = this.#fast === 0 && !ADDRESS.test(this.#text);
    if (isPress) this.#held = setTimeout(() => this.#onKey(event), SCANNER_MS);
  }

  /** At Enter a code is whole. What came as fast as a scanner's presses nothing, whatever it is. */
  #end(event) {
    const [text, fast] = [this.#text, this.#fast];
    [this.#text, this.#fast] = ["", 0];
    const isBurst = fast >= LEAST_BURST - 1 && event.timeStamp - this.#lastAt < PAUSE_MS;
    if (!readCode(text) && !isBurst) {
      this.#onKey(event);
      return;
    }
    clearTimeout(this.#held);
    event.preventDefault();
    event.stopPropagation();
    if (isField(event.target)) restore(event.target, this.#typedBefore);
    this.#onCode(text);
  }
}

const isField = (element) => element instanceof HTMLInputElement;

/** A code that went into a field is no part of what was typed there. */
function restore(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
