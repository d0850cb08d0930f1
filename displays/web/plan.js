// The plan of the hall, as the display shows it: the picture, what its marks mean, and a line that
// says when labels are too small for those who are to read them.

import { make, setText, show } from "../shared/elements.js";
import { drawFloor } from "../shared/floor.js";
import { writeNumber } from "../shared/moments.js";
import { leastPixels } from "./layout.js";
import { sayAll } from "./say.js";

/** The marks that the picture may hold, and their words. */
const MARKS = [
  ["come-in", ({ t }) => t("please come in")],
  ["called", ({ t }) => t("called")],
  ["waiting", ({ t }) => t("taken")],
  ["free", ({ t }) => t("free")],
  ["blocked", ({ t }) => t("closed")],
  ["unused", ({ t }) => t("not used")],
  ["kiosk", ({ t }) => t("kiosk")],
  ["way-in", ({ t }) => t("door")],
];

/** Draws into a section with an `svg`, a list and a note. */
export class Plan {
  #part;
  #svg;
  #legend;
  #note;
  #speakers;
  #asked;
  #said = "";

  constructor(part, speakers, asked) {
    this.#part = part;
    this.#svg = part.querySelector("svg");
    this.#legend = part.querySelector("ul");
    this.#note = part.querySelector("p");
    this.#speakers = speakers;
    this.#asked = asked;
  }

  /** Show a snapshot's room on its floor; once more where the note has taken room from it. */
  draw(...shown) {
    const height = this.#svg.clientHeight;
    this.#draw(...shown);
    if (this.#svg.clientHeight < height) this.#draw(...shown);
  }

  #draw(floor, { room, counters }, ways, turn) {
    const drawn = drawFloor(this.#svg, floor, room, {
      turn,
      ways,
      words: this.#speakers,
      positions: new Map(counters.map(({ number }, position) => [number, position])),
      leastPixels: leastPixels(this.#asked),
    });
    this.#explain(room.spots);
    this.#warn(drawn.isCut);
  }

  /** The marks that are there, each with its word. */
  #explain(spots) {
    const there = MARKS.filter(([kind]) => this.#svg.querySelector(`.floor-${kind} > *`));
    setText(this.#svg.querySelector("title") ?? this.#makeTitle(), this.#describe(spots));
    const said = JSON.stringify(there.map(([kind]) => kind));
    if (said === this.#said) return;
    this.#said = said;
    this.#legend.replaceChildren(
      ...there.map(([kind, say]) => {
        const words = make("span");
        sayAll(words, this.#speakers.map((each) => [each.language, say(each)]));
        return make("li", {}, make("span", { class: `key key-${kind}`, "aria-hidden": "true" }), words);
      }),
    );
  }

  #makeTitle() {
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    this.#svg.prepend(title);
    return title;
  }

  /** The picture for those who do not see it: who waits where. */
  #describe(spots) {
    const [{ t }] = this.#speakers;
    const placed = spots.map(({ number, spot }) => t("%(number)s: place %(spot)s", { number, spot }));
    return [t("The hall seen from above"), ...placed].join(". ");
  }

  #warn(isCut) {
    const { metres, problems } = this.#asked;
    const say = ({ language, t }) =>
      problems.length
        ? t("This page's address asks for what cannot be: %(what)s", { what: problems.join(", ") })
        : t("Some labels are left out: too small to be read from %(metres)s m.", {
            metres: writeNumber(metres, language),
          });
    const isTold = isCut || problems.length > 0;
    show(this.#note, isTold);
    if (isTold) sayAll(this.#note, this.#speakers.map((words) => [words.language, say(words)]));
  }
}
