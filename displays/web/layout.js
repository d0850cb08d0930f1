// Which layout a display has: the office's file says it by the display's name, its address may say
// otherwise. And how large letters must be to be read from where people stand.

const INCH = 25.4;
/** The screen of the tables in docs/displays.md, and people who stand before it. */
const USUAL = { inches: 43, metres: 2 };
const TURNS = [0, 90, 180, 270];
const LAYOUTS = ["calls", "plan"];

/**
 * What the address asks for: `{layout, turn, metres, inches, problems}`; a value that is not asked
 * for or cannot be is null or the usual one, and `problems` has `name=value` of those that cannot.
 */
export function readAsked(query = new URLSearchParams(location.search)) {
  const problems = [];
  const read = (name, usual, convert) => {
    if (!query.has(name)) return usual;
    const value = convert(query.get(name));
    if (value === null) problems.push(`${name}=${query.get(name)}`);
    return value ?? usual;
  };
  const oneOf = (known) => (text) => known.find((each) => String(each) === text) ?? null;
  const within = (least, most) => (text) => {
    const number = Number(text);
    return text.trim() && number >= least && number <= most ? number : null;
  };
  return {
    layout: read("layout", null, oneOf(LAYOUTS)),
    turn: read("turn", null, oneOf(TURNS)),
    metres: read("metres", USUAL.metres, within(0.1, 100)),
    inches: read("inches", USUAL.inches, within(3, 500)),
    problems,
  };
}

/**
 * How many CSS pixels high digits must be: a two hundredth of the distance. The page is taken to
 * fill a screen of `inches` across its corners.
 */
export function leastPixels({ metres, inches }, width = innerWidth, height = innerHeight) {
  const pixel = (inches * INCH) / Math.hypot(width, height);
  return (metres * 1000) / 200 / pixel;
}

/** What holds for this display: `{layout, turn}`. */
export function layoutOf(display, asked) {
  return { layout: asked.layout ?? display.layout ?? LAYOUTS[0], turn: asked.turn ?? display.turn ?? 0 };
}
