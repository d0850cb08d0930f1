// Where to wait, in an office that gives places: outside, on the way in, or at a place inside.

import { writeTime } from "../shared/moments.js";

/** The sentence for whoever waits outside or is asked to come in; null for all others. */
export function placeSentence({ where, spot, line }, { t }) {
  if (where === "come_in") return t("Please come in to place %(number)s", { number: spot });
  if (where === "outside" && line !== null) return t("Please wait outside, place in line %(line)s", { line });
  return null;
}

/** What is to be said besides about where to wait. */
export function placeDetails(view, words) {
  const { t } = words;
  const { where, spot, line, come_in_at: askedAt, come_in_until: until } = view;
  if (where === "inside") return [t("You are at place %(number)s.", { number: spot })];
  if (where === "come_in") return until ? [t("Please be there by %(time)s.", { time: timeOf(view, until, words) })] : [];
  if (where !== "outside" || line === null) return [];
  if (!askedAt) return [t("You will be asked to come in.")];
  const time = timeOf(view, askedAt, words);
  return [
    t("You were asked to come in at %(time)s. Your turn stays.", { time }),
    t("Show this at the door."),
  ];
}

function timeOf({ office }, moment, { language }) {
  return writeTime(moment, office.timezone, language);
}
