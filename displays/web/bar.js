// The top of the display: office, part of the hall, clock; and the bar beneath it that says when
// what is shown may be old: no connection, or a page that stood still.

import { make, setText, show } from "../shared/elements.js";
import { writeSeconds, writeTime } from "../shared/moments.js";
import { fit } from "./fit.js";
import { sayAll } from "./say.js";

/** For so long the bar tells that the page stood still. */
const STILL_SHOWN_MS = 60_000;

/** Writes the header, and the bar of warnings; `onChange` hears when that comes or goes. */
export class TopBar {
  #boot;
  #speakers;
  #clock;
  #onChange;
  #office = null;
  #connection = { connected: true, lostSince: null };
  #still = { seconds: 0, until: 0 };

  constructor(boot, speakers, clock, onChange) {
    this.#boot = boot;
    this.#speakers = speakers;
    this.#clock = clock;
    this.#onChange = onChange;
    const said = speakers.map(({ language, t }) => make("span", { lang: language }, t("Rehearsal")));
    element("rehearsal").append(...said);
    element("logo").addEventListener("load", () => this.#showLogo(true));
    element("logo").addEventListener("error", () => this.#showLogo(false));
  }

  /** Take over an office, and the title of this display by language. */
  take(office, title) {
    if (office.logo && !this.#office?.logo) {
      element("logo").src = this.#boot.logo_url;
    }
    this.#office = office;
    setText(element("office-name"), office.name);
    document.title = office.name;
    const titles = this.#speakers.map(({ language }) => [language, title[language] ?? ""]);
    sayAll(element("title"), titles);
    show(element("title"), Object.keys(title).length > 0);
    this.showClock();
  }

  /** Write the time; the seconds show that the page is alive. */
  showClock() {
    if (!this.#clock.isSet || !this.#office) return;
    const { timezone, timezone_label: label } = this.#office;
    const { language } = this.#boot;
    const now = this.#clock.now();
    setText(element("clock"), writeTime(now, timezone, language, label));
    setText(element("seconds"), writeSeconds(now, timezone, language).slice(-2));
    show(element("rehearsal"), this.#clock.isRehearsal);
    if (this.#still.until && performance.now() > this.#still.until) this.#endStillness();
  }

  /** Take over the state of the connection. */
  showConnection(state) {
    this.#connection = state;
    this.#warn();
  }

  /** Say that the page stood still for so long. */
  showStillness(seconds) {
    this.#still = { seconds, until: performance.now() + STILL_SHOWN_MS };
    this.#warn();
  }

  fit() {
    for (const id of ["office-name", "offline"]) fit(element(id));
  }

  #showLogo(isThere) {
    show(element("logo"), isThere);
    this.fit();
  }

  #endStillness() {
    this.#still = { seconds: 0, until: 0 };
    this.#warn();
  }

  #warn() {
    const { connected } = this.#connection;
    const bar = element("offline");
    const isWarning = !connected || this.#still.seconds > 0;
    sayAll(bar, isWarning ? this.#speakers.map((words) => [words.language, this.#sentence(words)]) : []);
    show(bar, isWarning);
    document.body.classList.toggle("-offline", !connected);
    this.#onChange(); // The bar takes room.
  }

  #sentence({ language, t }) {
    const { connected, lostSince } = this.#connection;
    if (connected) {
      const seconds = String(Math.round(this.#still.seconds));
      return t("This screen stood still for %(seconds)s seconds. Please listen for calls.", { seconds });
    }
    if (lostSince === null || !this.#clock.isSet) return t("No connection. Please listen for calls.");
    const time = writeTime(this.#clock.at(lostSince), this.#office.timezone, language);
    return t("No connection since %(time)s. Please listen for calls.", { time });
  }
}

function element(id) {
  return document.getElementById(id);
}
