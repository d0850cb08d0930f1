// What the parts of a floor's picture are drawn with: shapes, and labels of the picture's one size.

import { CAPITAL, fieldOf, SIZES } from "./floor-geometry.js";

const SVG = "http://www.w3.org/2000/svg";

/** Draws labels at places of the picture, all of one size; knows whether any was left out. */
export class Pen {
  isCut = false;

  /** `size` in millimetres of the floor; `scale` in pixels per millimetre. */
  constructor(size, scale, leastPixels) {
    this.size = size;
    this.scale = scale;
    this.leastPixels = leastPixels;
  }

  /** Height of a ticket's digits on the screen. */
  get pixels() {
    return this.size * CAPITAL * this.scale;
  }

  /**
   * Text with its middle at a point; null, and noted, where it could not be read. A word only says
   * what a shape says already, so that nothing is missed without it.
   */
  write(text, [x, y], share, kind) {
    if (this.pixels * share < this.leastPixels) {
      this.isCut ||= kind !== "word";
      return null;
    }
    const size = this.size * share;
    const place = { x, y: y + (size * CAPITAL) / 2, "font-size": size, class: `floor-text floor-${kind}` };
    return draw("text", place, text);
  }

  /** The field of a text of so many letters, as `rect` has it. */
  box([x, y], letters, share = SIZES.ticket) {
    const field = fieldOf(letters);
    const [width, height] = [field.width * this.size * share, field.height * this.size * share];
    return { x: x - width / 2, y: y - height / 2, width, height };
  }

  /** The same, as `meet` has it. */
  field(at, letters, share) {
    const { width, height } = this.box(at, letters, share);
    return { at, width, height };
  }
}

/** An element of SVG. */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** What belongs together: `floor-` and its kind is its class. */
export function group(kind, ...children) {
  return draw("g", { class: `floor-${kind}` }, ...children.filter(Boolean));
}

/** A field with round corners, `part` of its height. */
export function rounded(box, part) {
  return draw("rect", { ...box, rx: box.height * part });
}

/** A field whose right end is the tip of an arrow. */
export function arrow({ x, y, width, height }) {
  const right = x + width;
  const shoulder = right - height * 0.28;
  const corners = [[x, y], [shoulder, y], [right, y + height / 2], [shoulder, y + height], [x, y + height]];
  return draw("polygon", { points: asPoints(corners) });
}

/** Points as SVG writes them. */
export function asPoints(points) {
  return points.map((point) => point.map(Math.round).join(",")).join(" ");
}
