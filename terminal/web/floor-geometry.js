// The lobby seen from above: how it is turned, and how large its labels can be. The floor is in
// whole millimetres, x to the right and y up; pictures have y down. look/floor_geometry.py is the
// counterpart for terminals.

/** The sizes of all labels as parts of the largest, which is the number of a ticket. */
export const SIZES = { ticket: 1, counter: 0.8, free: 0.52, word: 0.52 };
/** Of the number font: the height of digits and capitals, and the width of a letter as it is set. */
export const CAPITAL = 0.668;
export const LETTER = 0.585;
/** Of the text font: no usual word is wider than so much for each of its letters. */
export const WORD_LETTER = 0.56;
/** Height of a number's field, and what its width has beyond its letters, in sizes. */
export const FIELD = { height: 0.9, padding: 0.32 };
/** A number is never larger than this, however empty the hall: millimetres of the floor. */
const LARGEST = 1100;
const SMALLEST_FLOOR = 1;

/** How points of the floor become points of a picture that is turned clockwise by `turn` degrees. */
export class View {
  #left;
  #top;
  #turn;
  #width;
  #height;

  constructor({ floor }, turn = 0) {
    const xs = floor.map(([x]) => x);
    const ys = floor.map(([, y]) => y);
    this.#left = Math.min(...xs);
    this.#top = Math.max(...ys);
    this.#turn = ((Math.round(turn / 90) % 4) + 4) % 4;
    this.#width = Math.max(SMALLEST_FLOOR, Math.max(...xs) - this.#left);
    this.#height = Math.max(SMALLEST_FLOOR, this.#top - Math.min(...ys));
  }

  /** Width and height of the floor in the picture. */
  get size() {
    const size = [this.#width, this.#height];
    return this.#turn % 2 ? size.reverse() : size;
  }

  /** Where a point of the floor is in the picture. */
  place([x, y]) {
    const right = x - this.#left;
    const down = this.#top - y;
    return [
      [right, down],
      [this.#height - down, right],
      [this.#width - right, this.#height - down],
      [down, this.#width - right],
    ][this.#turn];
  }
}

/** Width and height of a number's field, in sizes. */
export function fieldOf(letters) {
  return { width: letters * LETTER + FIELD.padding, height: FIELD.height };
}

/**
 * The largest size at which no two fields meet: `fields` are `{at, width, height}`, the middle in
 * millimetres, the rest in sizes. Those with a `room` are moved into it first.
 */
export function largestSize(fields) {
  let [least, most] = [0, LARGEST];
  while (most - least > 1) {
    const size = (least + most) / 2;
    const grown = fields.map(({ at, width, height, room }) => {
      const field = { at, width: width * size, height: height * size };
      return room ? { ...field, at: moveInto(room, field) } : field;
    });
    const isFree = grown.every((one, index) => !grown.slice(0, index).some((other) => meet(one, other)));
    if (isFree) least = size;
    else most = size;
  }
  return least;
}

/** The middle of a field that is moved as little as need be to lie within `[width, height]`. */
export function moveInto([acrossRoom, downRoom], { at: [x, y], width, height }) {
  const within = (middle, long, room) => (long > room ? room / 2 : Math.min(Math.max(middle, long / 2), room - long / 2));
  return [within(x, width, acrossRoom), within(y, height, downRoom)];
}

/** Whether two fields `{at, width, height}`, all in millimetres, cover each other. */
export function meet(one, other) {
  return (
    Math.abs(one.at[0] - other.at[0]) < (one.width + other.width) / 2 - 1 &&
    Math.abs(one.at[1] - other.at[1]) < (one.height + other.height) / 2 - 1
  );
}

/** The point at a part (0 to 1) of the way. */
export function along([x, y], [toX, toY], part) {
  return [x + (toX - x) * part, y + (toY - y) * part];
}
