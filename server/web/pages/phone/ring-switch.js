// The button that makes the phone ring at the call, and what this phone can do.

import { make, show } from "../shared/elements.js";

/** States in which a call may still come. */
const AWAITING = new Set(["reserved", "waiting", "held"]);

/** Offers ringing while a call may come, and says no more than the phone can do. */
export class RingSwitch {
  #place;
  #ring;
  #shown = "";

  constructor(place, ring) {
    this.#place = place;
    this.#ring = ring;
  }

  /** Show the switch for a view of the ticket. */
  show({ state }, words) {
    const now = this.#ring.state;
    show(this.#place, AWAITING.has(state));
    const shown = JSON.stringify([now, words.language]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const hadFocus = this.#place.contains(document.activeElement);
    this.#place.replaceChildren(this.#makeButton(now, words), make("p", {}, wordsFor(now, words)));
    if (hadFocus) this.#place.querySelector("button").focus();
  }

  #makeButton({ isReady, canTremble }, { t }) {
    const text = canTremble ? t("Ring and vibrate when I am called") : t("Ring when I am called");
    const button = make(
      "button",
      { type: "button", class: "switch", role: "switch", "aria-checked": String(isReady) },
      text,
    );
    button.addEventListener("click", () => this.#ring.toggle());
    return button;
  }
}

function wordsFor({ isReady, holdsScreen }, { t }) {
  if (!isReady) return "";
  return holdsScreen
    ? t("On. The screen stays on; please keep this page open.")
    : t("On, while this page is open and the screen is on.");
}
