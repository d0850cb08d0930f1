// The slot beside the calls, where the waiting list and the office's slides take turns.
//
// Promises that a picture which cannot be shown is skipped and tried again later; that a picture
// is shown only once it is there whole; and that under reduced motion no video plays.

import { make, show } from "../shared/elements.js";
import { pictogram } from "./pictograms.js";
import { healthRules } from "./health.js";
import { sayAll } from "./say.js";

/** How long the waiting list has its turn among the slides. */
const QUEUE_MS = 12_000;
/** A picture that failed is tried again after this: the network may have been away. */
const PARDON_MS = 300_000;

const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * The turns of one slot: `queue` is the section with the waiting list, `place` shows a slide.
 *
 * `base` is the address below which the slides' files are; `onChange` hears of each turn.
 */
export class SlideShow {
  #queue;
  #place;
  #speakers;
  #base;
  #onChange;
  #said = "";
  #office = null;
  #turns = [];
  #index = -1;
  #timer = null;
  #failed = new Map();
  #attempt = 0;
  #hasQueue = true;

  constructor(queue, place, speakers, base, onChange) {
    this.#queue = queue;
    this.#place = place;
    this.#speakers = speakers;
    this.#base = base;
    this.#onChange = onChange;
  }

  /** Whether a slide stands in the slot now. */
  get isShowing() {
    return !this.#place.hidden;
  }

  /** Take over the office's slides; they begin anew only if they have changed. */
  take(office, hasQueue) {
    this.#hasQueue = hasQueue;
    const said = JSON.stringify([office.slides, office.health]);
    if (said === this.#said) {
      if (!hasQueue && !this.isShowing && this.#turns.length > 1) this.#next();
      return;
    }
    this.#said = said;
    this.#office = office;
    this.#turns = [null, ...office.slides.filter((slide) => this.#hasContent(slide))];
    this.#index = -1;
    this.#next();
  }

  #hasContent(slide) {
    return slide.kind !== "health" || healthRules(this.#office.health, this.#speakers[0]).length > 0;
  }

  /** Show whatever has its turn next and can be shown. */
  async #next() {
    clearTimeout(this.#timer);
    this.#attempt += 1;
    const attempt = this.#attempt;
    for (let tried = 0; tried < this.#turns.length; tried += 1) {
      this.#index = (this.#index + 1) % this.#turns.length;
      const slide = this.#turns[this.#index];
      if (slide === null ? !this.#hasQueue : this.#isResting(slide)) continue;
      const content = slide && (await this.#make(slide));
      if (attempt !== this.#attempt) return;
      if (content === undefined) continue;
      this.#show(slide, content);
      break;
    }
    if (this.#turns.length < 2) return;
    const slide = this.#turns[this.#index];
    this.#timer = setTimeout(() => this.#next(), slide ? slide.seconds * 1000 : QUEUE_MS);
  }

  #show(slide, content) {
    show(this.#queue, slide === null);
    show(this.#place, slide !== null);
    this.#place.className = slide ? `slide slide-${slide.kind}` : "slide";
    this.#place.replaceChildren(...(content ?? []));
    this.#place.querySelector("video")?.play().catch(() => this.#fail(slide));
    this.#onChange();
  }

  #isResting(slide) {
    if (slide.kind === "video" && stillness.matches) return true;
    const failed = this.#failed.get(slide.path);
    return failed !== undefined && performance.now() - failed < PARDON_MS;
  }

  /** The elements of a slide, or undefined if it cannot be shown. */
  async #make(slide) {
    if (slide.kind === "health") return this.#makeHealth();
    const words = make("div", { class: "words" });
    sayAll(words, this.#speakers.map(({ language }) => [language, slide.words[language] ?? ""]));
    if (slide.kind === "words") return [words];
    const media = await this.#load(slide);
    if (!media) return undefined;
    return Object.keys(slide.words).length ? [media, words] : [media];
  }

  #makeHealth() {
    const rules = this.#speakers.map((words) => healthRules(this.#office.health, words));
    return rules[0].map(([name], index) => {
      const words = make("div", { class: "words" });
      sayAll(words, this.#speakers.map(({ language }, speaker) => [language, rules[speaker][index][1]]));
      return make("div", { class: "rule" }, pictogram(name), words);
    });
  }

  async #load(slide) {
    const address = `${this.#base}/${slide.path}`;
    try {
      return await (slide.kind === "video" ? loadVideo(address) : loadPicture(address));
    } catch {
      this.#fail(slide);
      return null;
    }
  }

  #fail(slide) {
    this.#failed.set(slide.path, performance.now());
    if (this.#turns[this.#index] === slide && this.isShowing) this.#next();
  }
}

async function loadPicture(address) {
  const picture = make("img", { src: address, alt: "", class: "media" });
  await picture.decode();
  return picture;
}

async function loadVideo(address) {
  const video = make("video", { src: address, loop: true, playsinline: true, class: "media" });
  video.muted = true;
  await new Promise((resolve, reject) => {
    video.addEventListener("canplay", resolve, { once: true });
    video.addEventListener("error", reject, { once: true });
    video.load();
  });
  return video;
}
