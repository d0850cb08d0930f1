// Text as large as its place allows: names of services and offices are as long as they are.

const SMALLEST = 0.4;
const STEP = 0.04;

/** Scale the text of `element` (its `--fit`, 1 at most) until nothing in it is cut off. */
export function fit(element) {
  if (element.offsetParent === null) return;
  for (let scale = 1; scale >= SMALLEST; scale -= STEP) {
    element.style.setProperty("--fit", scale.toFixed(2));
    if (!isCutOff(element)) return;
  }
}

/** Let the text of `element` be no larger than that of `other`, where that is shown. */
export function keepSmaller(element, other) {
  if (element.offsetParent === null || other.offsetParent === null) return;
  const [own, most] = [element, other].map((each) => parseFloat(getComputedStyle(each).fontSize));
  if (own <= most) return;
  const scale = parseFloat(element.style.getPropertyValue("--fit")) * (most / own);
  element.style.setProperty("--fit", scale.toFixed(3));
}

function isCutOff(element) {
  const isLow = element.scrollHeight > element.clientHeight + 1;
  return isLow || [element, ...element.children].some(isNarrow);
}

/** Whether a block's content is wider than it is; words in a line have no width of their own. */
function isNarrow(element) {
  return element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
}
