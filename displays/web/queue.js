// Who comes next, and how many wait for each service.

import { pickWords } from "../shared/boot.js";
import { make } from "../shared/elements.js";
import { writeTime } from "../shared/moments.js";

const NEXT_NUMBERS = 6;

/** Write the next numbers. */
export function writeNext(list, numbers) {
  const shown = numbers.slice(0, NEXT_NUMBERS);
  list.replaceChildren(...shown.map((number) => make("li", { class: "number" }, number)));
}

/** Write how many wait for each service given here, its name in one language. */
export function writeWaiting(list, { services, office }, words) {
  const here = services.filter(({ refusal, waiting }) => waiting || refusal?.code !== "service_elsewhere");
  list.replaceChildren(...here.map((service) => makeRow(service, office, words)));
  list.style.setProperty("--count", String(here.length));
}

function makeRow({ letter, name, waiting, suspended, resumes_at: resumesAt }, office, { language, t }) {
  const until = resumesAt
    ? t("until %(time)s", { time: writeTime(resumesAt, office.timezone, language) })
    : t("Interrupted");
  const count = suspended
    ? make("span", { class: "suspended" }, make("span", { class: "mark mark-held" }), until)
    : make("span", { class: "number count" }, String(waiting));
  return make(
    "li",
    { lang: language },
    make("span", { class: "number letter" }, letter),
    make("span", { class: "name" }, pickWords(name, language)),
    count,
  );
}
