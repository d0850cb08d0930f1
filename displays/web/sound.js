// The sign that nothing is heard, and what to do; and, while somebody is at the screen, the test.

import { show } from "../shared/elements.js";
import { sayAll } from "./say.js";

/** For so long after a touch or a move of the mouse the test is offered. */
const ATTENDED_MS = 8000;
const TRIAL_KEY = "t";

const SIGNS = {
  blocked: ({ t }) => t("Sound is off. Touch the screen."),
  silent: ({ t }) => t("The loudspeaker does not play."),
  none_installed: ({ t }) => t("This machine has no sound."),
};

/** Writes the button `button` for a `CallSpeaker`; `onChange()` hears when it comes or goes. */
export class SoundSign {
  #button;
  #speakers;
  #voice;
  #onChange;
  #attended = null;

  constructor(button, speakers, voice, onChange) {
    this.#button = button;
    this.#speakers = speakers;
    this.#voice = voice;
    this.#onChange = onChange;
    button.addEventListener("click", () => voice.sayTrial());
    window.addEventListener("pointermove", () => this.#attend());
    window.addEventListener("pointerdown", () => this.#attend());
    window.addEventListener("keydown", ({ key, repeat }) => {
      this.#attend();
      if (key.toLowerCase() === TRIAL_KEY && !repeat) voice.sayTrial();
    });
  }

  /** Write what the voice's state is now. */
  show() {
    const sign = SIGNS[this.#voice.state];
    const isOffered = this.#voice.state === "ready" && this.#attended !== null;
    const say = sign ?? (({ t }) => t("Test the sound (T)"));
    if (sign || isOffered) {
      sayAll(this.#button, this.#speakers.map((words) => [words.language, say(words)]));
    }
    this.#button.classList.toggle("-warning", Boolean(sign));
    show(this.#button, Boolean(sign) || isOffered);
    this.#onChange();
  }

  #attend() {
    clearTimeout(this.#attended);
    const was = this.#attended;
    this.#attended = setTimeout(() => {
      this.#attended = null;
      this.show();
    }, ATTENDED_MS);
    if (was === null) this.show();
  }
}
