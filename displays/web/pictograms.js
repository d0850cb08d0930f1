// Pictograms of the health rules, drawn from pictograms.json: lines, circles and polygons on a
// square, some of them cut out of those before. The terminal draws the same (displays/pictograms.py).

const SVG = "http://www.w3.org/2000/svg";

const drawings = fetch(new URL("pictograms.json", import.meta.url)).then((answer) => answer.json());

/** An empty picture that is drawn as soon as the drawings have come. */
export function pictogram(name) {
  const picture = makeSvg("svg", { class: "pictogram", "aria-hidden": "true" });
  drawings.then(({ size, ...shapes }) => {
    picture.setAttribute("viewBox", `0 0 ${size} ${size}`);
    picture.append(...shapes[name].map(makeShape));
  });
  return picture;
}

function makeShape({ circle, line, polygon, width, cut = false }) {
  const colour = { class: cut ? "cut" : "drawn" };
  if (circle) return makeSvg("circle", { ...colour, cx: circle[0], cy: circle[1], r: circle[2] });
  const points = (line ?? polygon).map((point) => point.join(",")).join(" ");
  if (polygon) return makeSvg("polygon", { ...colour, points });
  return makeSvg("polyline", { ...colour, points, "stroke-width": width });
}

function makeSvg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
