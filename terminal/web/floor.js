// The hall seen from above, as SVG: each number at its place, in the right proportions. For the
// display, the desk, the door-keeper and the phone. Its look is in look/floor.css.
//
// A label's size depends on the plan alone, not on who stands where, so that nothing jumps. Two
// numbers never overlap; one that would be too small to be read is left out, and the caller told.
// Numbers at walls are moved into the floor, unless all would be too small to be read for that.

import { along, fieldOf, largestSize, meet, moveInto, SIZES, View, WORD_LETTER } from "./floor-geometry.js";
import { arrow, draw, group, Pen, rounded } from "./floor-pen.js";
import { doorMargins, drawCounter, drawDoor, drawInLine, drawKiosk, drawRoom, KIOSK } from "./floor-room.js";

const USUAL_LETTERS = 5;
/** Millimetres of the picture around the floor, and beyond a number that hangs over its edge. */
const MARGIN = 260;
const BEYOND = 60;
/** Between neighbouring counters, in sizes of theirs. */
const COUNTER_GAP = 0.25;
/** Radius of a free place, and side of an unused one, in sizes. */
const FREE_RADIUS = 0.44;
const UNUSED_RADIUS = 0.09;
/** Where on its way a called number can stand, if somebody else has come to its place. */
const WAY_PLACES = Array.from({ length: 49 }, (_, step) => 0.02 * (step + 1));

/**
 * Draw a floor (`FloorView`) into an `<svg>` and tell what became of it.
 *
 * `room` (`RoomView`) may be null: then all places are free. Options:
 * - `turn`: 0, 90, 180 or 270 degrees clockwise, so that up is where the viewer looks.
 * - `words`: the languages (`{language, t}`) of the words in the picture, the first one first.
 * - `ways`: open calls with the place that they come from, of `Ways` in ways.js.
 * - `positions`: a map from a counter's number to its place in the office's list, for its colour.
 * - `highlight`: the number of one spot that stands out; `label` is written there, whoever has it.
 * - `leastPixels`: labels whose digits would be lower than this are left out; that of the
 *   highlighted spot is made as high instead.
 *
 * Gives `{isCut, pixels}`: whether any label was left out, and how high a ticket's digits are.
 */
export function drawFloor(svg, floor, room, options = {}) {
  const picture = new Picture(floor, room, options);
  picture.draw(svg);
  return { isCut: picture.pen.isCut, pixels: picture.pen.pixels };
}

class Picture {
  #floor;
  #options;
  #view;
  #taken;
  #blocked;
  #unused;
  #obstacles = [];
  #keepsInside = true;
  pen = null;

  constructor(floor, room, options) {
    this.#floor = floor;
    this.#options = {
      ...{ turn: 0, words: [], ways: [], positions: new Map(), highlight: null, label: "", leastPixels: 0 },
      ...options,
    };
    this.#view = new View(floor, this.#options.turn);
    this.#taken = new Map((room?.spots ?? []).map((each) => [each.spot, each]));
    this.#blocked = new Set(room?.blocked ?? []);
    const isUsed = (number) => this.#taken.has(number) || number === this.#options.highlight;
    this.#unused = new Set((room?.unused ?? []).filter((number) => !isUsed(number)));
  }

  draw(svg) {
    const { highlight, leastPixels, positions, ways, words } = this.#options;
    const view = this.#view;
    const pen = this.#takePen(svg, leastPixels);
    this.pen = pen;
    this.#obstacles = this.#findObstacles();
    const { counters, doors, kiosks, kiosk_lines: inLine = [], spots } = this.#floor;
    const others = spots.filter(({ number }) => number !== highlight).map((spot) => this.#drawSpot(spot));
    const called = ways.map((way) => this.#findCalled(way)).filter(Boolean);
    svg.replaceChildren(
      ...drawRoom(this.#floor, view),
      ...called.map(({ from, to }) => this.#drawWay(from, to)),
      ...doors.map((door) => drawDoor(door, view, pen, words)),
      ...kiosks.map((at) => drawKiosk(at, view, pen)),
      ...inLine.map((place) => drawInLine(place, view, pen)),
      ...counters.map((each) => drawCounter(each, positions.get(each.number) ?? each.number - 1, view, pen)),
      ...others,
      ...called.map((each) => this.#drawCalled(each)),
      ...spots.filter(({ number }) => number === highlight).map((spot) => this.#drawHighlight(spot)),
    );
  }

  // ---------------------------------------------------------------- sizes

  #takePen(svg, leastPixels) {
    const [inside, outside] = [true, false].map((keepsInside) => {
      this.#keepsInside = keepsInside;
      const size = this.#labelSize();
      return new Pen(size, this.#frame(svg, size), leastPixels);
    });
    this.#keepsInside = inside.pixels >= leastPixels || outside.pixels < leastPixels;
    if (!this.#keepsInside) return outside;
    this.#frame(svg, inside.size);
    return inside;
  }

  /** Where a number stands: at its place, as far from the walls as its field takes. */
  #middle(at, size = this.pen.size) {
    const { width, height } = fieldOf(this.#letters);
    const field = { at: this.#view.place(at), width: width * size, height: height * size };
    return this.#keepsInside ? moveInto(this.#view.size, field) : field.at;
  }

  get #letters() {
    const numbers = [...this.#taken.values(), ...this.#options.ways].map(({ number }) => number.length);
    return Math.max(USUAL_LETTERS, this.#options.label.length, ...numbers);
  }

  /** The largest at which neither numbers nor counters can meet, wherever people stand. */
  #labelSize() {
    const used = this.#floor.spots.filter(({ number }) => !this.#unused.has(number));
    const ticket = fieldOf(this.#letters);
    const digits = Math.max(2, ...this.#floor.counters.map(({ number }) => String(number).length));
    const { width, height } = fieldOf(digits);
    const tile = { width: (width + COUNTER_GAP) * SIZES.counter, height: height * SIZES.counter };
    return largestSize([
      ...used.map(({ at }) => ({
        ...{ at: this.#view.place(at), ...ticket },
        room: this.#keepsInside ? this.#view.size : null,
      })),
      ...this.#floor.counters.map(({ at }) => ({ at: this.#view.place(at), ...tile })),
      ...this.#floor.kiosks.map((at) => ({ at: this.#view.place(at), width: KIOSK, height: KIOSK })),
    ]);
  }

  /** Let the picture show the floor with what hangs over its edge; gives pixels per millimetre. */
  #frame(svg, size) {
    const [width, height] = this.#view.size;
    const field = fieldOf(this.#letters);
    const [across, down] = [(field.width * size) / 2 + BEYOND, (field.height * size) / 2 + BEYOND];
    const places = this.#floor.spots.map(({ at }) => this.#middle(at, size));
    const [doorX, doorY] = doorMargins(this.#floor.doors, this.#view, this.#options.words);
    const overX = Math.max(MARGIN, doorX * size, ...places.flatMap(([x]) => [across - x, x + across - width]));
    const overY = Math.max(MARGIN, doorY * size, ...places.flatMap(([, y]) => [down - y, y + down - height]));
    const box = [-overX, -overY, width + 2 * overX, height + 2 * overY];
    svg.setAttribute("viewBox", box.map(Math.round).join(" "));
    const shown = svg.getBoundingClientRect();
    return Math.min(shown.width / box[2], shown.height / box[3]);
  }

  /** What lies where words could be: every place in use, counters and kiosks. */
  #findObstacles() {
    const { counters, kiosks, kiosk_lines: inLine = [], spots } = this.#floor;
    const square = (at, side) => ({ at: this.#view.place(at), width: side * this.pen.size, height: side * this.pen.size });
    const standing = this.#options.ways.filter((way) => this.#isStanding(way));
    const called = new Map(standing.map(({ spot, number }) => [spot, { number }]));
    return [
      ...spots
        .filter(({ number }) => !this.#unused.has(number))
        .map(({ number, at }) => {
          const holder = this.#taken.get(number) ?? called.get(number);
          return holder ? this.pen.field(this.#middle(at), holder.number.length) : square(at, FREE_RADIUS * 2);
        }),
      ...counters.map(({ at }) => this.pen.field(this.#view.place(at), 2, SIZES.counter)),
      ...[...kiosks, ...inLine.map(({ at }) => at)].map((at) => square(at, KIOSK)),
    ];
  }

  // ---------------------------------------------------------------- places

  #drawSpot({ number, at }) {
    const middle = this.#view.place(at);
    const taken = this.#taken.get(number);
    const isLeft = !taken && this.#options.ways.some(({ spot }) => spot === number) && !this.#unused.has(number);
    const drawn = taken ? this.#drawTaken(taken, this.#middle(at)) : isLeft ? group("left") : this.#drawEmpty(number, middle);
    drawn.dataset.spot = number;
    return drawn;
  }

  #drawEmpty(number, [x, y]) {
    const { pen } = this;
    if (this.#blocked.has(number)) {
      const reach = FREE_RADIUS * 0.75 * pen.size;
      const [left, top, right, bottom] = [x - reach, y - reach, x + reach, y + reach];
      return group(
        "blocked",
        draw("line", { x1: left, y1: top, x2: right, y2: bottom }),
        draw("line", { x1: left, y1: bottom, x2: right, y2: top }),
      );
    }
    if (this.#unused.has(number)) {
      const dot = { at: [x, y], width: UNUSED_RADIUS * 2 * pen.size, height: UNUSED_RADIUS * 2 * pen.size };
      const isCovered = this.#obstacles.some((each) => meet(dot, each));
      return group("unused", isCovered ? null : draw("circle", { cx: x, cy: y, r: dot.width / 2 }));
    }
    const text = String(number);
    const share = (SIZES.free * 2) / Math.max(2, text.length);
    const circle = draw("circle", { cx: x, cy: y, r: FREE_RADIUS * pen.size });
    return group("free", circle, pen.write(text, [x, y], share, "small"));
  }

  #drawTaken({ number, state, people }, middle) {
    const isComing = state === "come_in";
    const box = this.pen.box(middle, number.length);
    const [words] = this.#options.words;
    const below = isComing ? words?.t("come in") : people > 1 ? `× ${people}` : null;
    const drawn = group(
      isComing ? "come-in" : "waiting",
      isComing ? arrow(box) : rounded(box, 0.14),
      this.pen.write(number, middle, SIZES.ticket, "number"),
      below && this.#writeBelow(below, middle, box),
    );
    drawn.dataset.number = number;
    return drawn;
  }

  /** A word under a number, where nothing is under it; else its shape and a list must do. */
  #writeBelow(text, [x, y], box) {
    const size = this.pen.size * SIZES.word;
    const middle = [x, y + box.height / 2 + size * 0.5];
    const field = { at: middle, width: text.length * WORD_LETTER * size, height: size };
    const others = this.#obstacles.filter(({ at }) => at[0] !== x || at[1] !== y);
    const isBelowTheFloor = middle[1] + size / 2 > this.#view.size[1];
    if (isBelowTheFloor || others.some((each) => meet(field, each))) return null;
    this.#obstacles.push(field);
    return this.pen.write(text, middle, SIZES.word, "word");
  }

  #drawHighlight({ number, at }) {
    const { pen } = this;
    const middle = this.#view.place(at);
    const text = this.#options.label || this.#taken.get(number)?.number || String(number);
    const share = Math.max(SIZES.ticket, pen.leastPixels / pen.pixels);
    const drawn = group(
      "highlight",
      rounded(pen.box(middle, text.length, share), 0.2),
      pen.write(text, middle, share, "number"),
    );
    drawn.dataset.spot = number;
    return drawn;
  }

  // ---------------------------------------------------------------- the ways of those called

  /** Whether a called number still stands where it stood: nobody else has come there. */
  #isStanding({ spot }) {
    return !this.#taken.has(spot) && !this.#unused.has(spot);
  }

  /** Where a called number is drawn, and where it goes: from its place, or else on its way. */
  #findCalled(way) {
    const start = this.#floor.spots.find(({ number }) => number === way.spot);
    const counter = this.#floor.counters.find(({ number }) => number === way.counter);
    if (!start || !counter) return null;
    const ends = [this.#middle(start.at), this.#view.place(counter.at)];
    const isFree = (at) => {
      const field = this.pen.field(at, way.number.length);
      return !this.#obstacles.some((each) => meet(field, each));
    };
    const places = WAY_PLACES.map((part) => along(...ends, part));
    const from = this.#isStanding(way) ? ends[0] : places.find(isFree);
    if (!from) return null;
    this.#obstacles.push(this.pen.field(from, way.number.length));
    return { number: way.number, from, to: ends[1] };
  }

  #drawWay([x1, y1], [x2, y2]) {
    const dots = `1 ${Math.round(this.pen.size * 0.36)}`;
    return draw("line", { class: "floor-way", x1, y1, x2, y2, "stroke-dasharray": dots });
  }

  #drawCalled({ number, from }) {
    const box = rounded(this.pen.box(from, number.length), 0.5);
    const drawn = group("called", box, this.pen.write(number, from, SIZES.ticket, "number"));
    drawn.dataset.number = number;
    return drawn;
  }
}
