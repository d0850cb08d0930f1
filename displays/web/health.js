// The health rules of the hall, in words.

import { writeNumber } from "../shared/moments.js";

/** `[[pictogram, sentence]]` in the language of `words`: the rules that the office asks for. */
export function healthRules({ distance_metres: metres, mask, hand_wash: handWash }, words) {
  const { t, language } = words;
  const length = writeNumber(metres, language);
  const distance = t("Keep a distance of at least %(metres)s m", { metres: length });
  const rules = [
    metres > 0 && ["distance", distance.replace(`${length} m`, `${length}\u00a0m`)],
    mask && ["mask", t("Wear a mask")],
    handWash && ["hands", t("Wash your hands")],
  ];
  return rules.filter(Boolean);
}
