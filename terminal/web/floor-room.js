// The room itself: its floor, what is built on it, its doors, kiosks and counters.

import { SIZES, WORD_LETTER } from "./floor-geometry.js";
import { asPoints, draw, group, rounded } from "./floor-pen.js";

/** How long the arrow at a door is, and how wide a kiosk, in sizes. */
const ARROW = 0.55;
export const KIOSK = 0.62;
/** Radius of a place in line that has no room for its label, in sizes. */
const IN_LINE = 0.16;

/** Beneath everything: floor, walls and what stands on it. */
export function drawRoom({ floor, blocks, pillars, walls }, view) {
  const path = (points) => asPoints(points.map((point) => view.place(point)));
  return [
    draw("polygon", { class: "floor-ground", points: path(floor) }),
    ...blocks.map((block) => draw("polygon", { class: "floor-built", points: path(block) })),
    ...pillars.map(({ at, radius }) => {
      const [cx, cy] = view.place(at);
      return draw("circle", { class: "floor-built", cx, cy, r: radius });
    }),
    draw("polygon", { class: "floor-wall", points: path(floor) }),
    ...walls.map((wall) => draw("polyline", { class: "floor-wall", points: path(wall) })),
  ];
}

/** A gap in the wall; outside it an arrow into the room, and the word in the first language. */
export function drawDoor({ at, width }, view, pen, [words]) {
  const [x, y] = view.place(at);
  const [inX, inY] = inward(view, at);
  const [across, down] = [Math.abs(inY) * (width / 2), Math.abs(inX) * (width / 2)];
  const reach = ARROW * pen.size;
  const corners = [
    [x + inX * reach * 0.5, y + inY * reach * 0.5],
    [x + (inY - inX) * reach * 0.6, y + (inX - inY) * reach * 0.6],
    [x - (inY + inX) * reach * 0.6, y - (inX + inY) * reach * 0.6],
  ];
  const text = words?.t("door") ?? "";
  const beside = (ARROW * 0.75 + wordWidth(text) / 2) * pen.size;
  const middle = inX ? [x - inX * beside, y] : [x + beside, y - inY * reach * 0.35];
  return group(
    "way-in",
    draw("line", { class: "floor-door", x1: x - across, y1: y - down, x2: x + across, y2: y + down }),
    draw("polygon", { class: "floor-arrow", points: asPoints(corners) }),
    text && pen.write(text, middle, SIZES.word, "word"),
  );
}

/** How far doors reach out of the floor across and down the picture, in sizes. */
export function doorMargins(doors, view, [words]) {
  const sides = doors.map(({ at }) => inward(view, at));
  const beside = ARROW * 1.1 + wordWidth(words?.t("door") ?? "");
  return [sides.some(([x]) => x) ? beside : 0, sides.some(([, y]) => y) ? ARROW * 1.2 : 0];
}

function wordWidth(text) {
  return text.length * WORD_LETTER * SIZES.word;
}

/** The direction, along x or y of the picture, from a door into the room. */
function inward(view, at) {
  const [width, height] = view.size;
  const [x, y] = view.place(at);
  const ways = [
    [x, [1, 0]],
    [width - x, [-1, 0]],
    [y, [0, 1]],
    [height - y, [0, -1]],
  ];
  return ways.reduce((nearest, each) => (each[0] < nearest[0] ? each : nearest))[1];
}

/** A kiosk: a square with a thick border. */
export function drawKiosk(at, view, pen) {
  const [x, y] = view.place(at);
  const side = KIOSK * pen.size;
  const border = side * 0.3;
  const inner = side - border;
  return group(
    "kiosk",
    draw("rect", { x: x - inner / 2, y: y - inner / 2, width: inner, height: inner, "stroke-width": border }),
  );
}

/** A place in line at a kiosk, as it is taped: nobody is given it. A dot where `K1` is too small. */
export function drawInLine({ number, at }, view, pen) {
  const [cx, cy] = view.place(at);
  const label = pen.write(`K${number}`, [cx, cy], SIZES.free, "small");
  return group("in-line", label ?? draw("circle", { cx, cy, r: IN_LINE * pen.size }));
}

/** A counter's number on its tile; `position` is its place in the office's list. */
export function drawCounter({ number, at }, position, view, pen) {
  const middle = view.place(at);
  const text = String(number);
  const box = pen.box(middle, Math.max(2, text.length), SIZES.counter);
  return group(
    `counter tile-${((position % 7) + 7) % 7}`,
    rounded(box, 0.16),
    pen.write(text, middle, SIZES.counter, "number"),
  );
}
