// The floor with the visitor's own place, drawn so that the way in is at the bottom.

import { make } from "../shared/elements.js";
import { drawFloor } from "../shared/floor.js";

const SVG = "http://www.w3.org/2000/svg";
/** Digits of a phone held at 0.3 m; lower ones are left out. */
const LEAST_PIXELS = 13;
/** The clockwise turn that brings each side of the floor to the bottom. */
const TURNS = { bottom: 0, right: 90, top: 180, left: 270 };

/** Fetches a floor once and draws it as often as need be. */
export class FloorPicture {
  #svg = document.createElementNS(SVG, "svg");
  #api;
  #floor = null;
  /** Which floor is here, as in `OfficeView.lobby`; null: none yet. */
  id = null;

  constructor(place, api) {
    this.#api = api;
    this.#svg.setAttribute("class", "floor");
    this.#svg.setAttribute("role", "img");
    place.append(this.#svg);
  }

  /** Get the floor named `id`. Throws where it, or what it looks like, cannot be had. */
  async load(id) {
    if (this.id === id) return;
    await addStyle("look/floor.css");
    const answer = await fetch(`${this.#api}/lobby`);
    if (!answer.ok) throw new Error(`the lobby was answered with ${answer.status}`);
    this.#floor = await answer.json();
    this.id = id;
  }

  /** Draw it with the place of this view. */
  draw({ number, spot }, words) {
    this.#svg.setAttribute("aria-label", words.t("Your place: %(number)s", { number: spot }));
    drawFloor(this.#svg, this.#floor, null, {
      turn: turnOf(this.#floor),
      words: [words],
      highlight: spot,
      label: number,
      leastPixels: LEAST_PIXELS,
    });
  }
}

/** The turn that brings the first door to the bottom: a visitor stands there and looks in. */
export function turnOf({ floor, doors }) {
  const [door] = doors;
  if (!door) return 0;
  const [x, y] = door.at;
  const [xs, ys] = [floor.map(([each]) => each), floor.map(([, each]) => each)];
  const away = {
    bottom: y - Math.min(...ys),
    right: Math.max(...xs) - x,
    top: Math.max(...ys) - y,
    left: x - Math.min(...xs),
  };
  const side = Object.keys(away).reduce((nearest, each) => (away[each] < away[nearest] ? each : nearest));
  return TURNS[side];
}

/** One of our style sheets, once; settled when it is there. */
function addStyle(name) {
  const address = new URL(`../${name}`, import.meta.url).href;
  if ([...document.styleSheets].some(({ href }) => href === address)) return Promise.resolve();
  const link = make("link", { rel: "stylesheet", href: address });
  return new Promise((settle, fail) => {
    link.addEventListener("load", settle);
    link.addEventListener("error", () => {
      link.remove();
      fail(new Error(`${name} cannot be had`));
    });
    document.head.append(link);
  });
}
