// Why the server said no, in words: the counterpart of texts/refusals.py.

import { fill } from "../texts/texts.js";
import { writeDay, writeDuration, writeNumber, writeTime } from "./moments.js";
import { stateWord } from "./states.js";

const UNREADABLE = { code: "answer_unreadable", params: {} };

/** The refusal that an answer carries; `answer_unreadable` where it carries none. */
export async function parseRefusal(answer) {
  try {
    const { error } = await answer.json();
    return error?.code ? { code: error.code, params: error.params ?? {} } : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

/**
 * The sentence for a refusal, in the language of `words` (`boot.js`), times as the refusal's own
 * offset has them. A code or parameter that this page does not know gives a general text.
 */
export function explain(refusal, words) {
  const { code, params = {} } = refusal;
  const sentences = words.refusals;
  try {
    const written = writeParams(params, words);
    const varying = VARYING[code];
    const text = varying ? varying(sentences, written) : sentences[code];
    const full = fill(text, written);
    return /%\(\w+\)s/.test(full) ? sentences[""] : full;
  } catch {
    return sentences[""];
  }
}

const VARYING = {
  office_closed_today(sentences, { reason, next }) {
    const first = sentences[reason ? "office_closed_today.reason" : "office_closed_today"];
    return next ? `${first} ${sentences["office_closed_today.next"]}` : first;
  },
  service_suspended(sentences, { until }) {
    return sentences[until ? "service_suspended.until" : "service_suspended"];
  },
  quota_used_up(sentences, { quota }) {
    if (quota === "0") return sentences["quota_used_up.none"];
    return `${sentences.quota_used_up}. ${sentences["quota_used_up.then"]}`;
  },
};

function writeParams(params, words) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, writeParam(name, value, words)]),
  );
}

function writeParam(name, value, { language, t }) {
  if (value === "") return "";
  if (value !== null && typeof value === "object") return value[language] ?? Object.values(value)[0] ?? "";
  if (name === "from" || name === "at" || name === "until") return writeOwnTime(value, language);
  if (name === "next") return writeDay(value, language);
  if (name === "seconds") return writeDuration(value, language);
  if (name === "state") return stateWord(value, t).toLowerCase();
  return typeof value === "number" ? writeNumber(value, language) : String(value);
}

/** The time that a refusal's moment shows where it was written: it comes in the office's own. */
function writeOwnTime(moment, language) {
  if (!/T.*(Z|[+-]\d{2}:\d{2})$/.test(moment)) throw new RangeError(`${moment} has no offset`);
  return writeTime(`${moment.slice(0, 19)}Z`, "UTC", language);
}
