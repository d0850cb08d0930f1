// The one sentence that changes, and the few words beneath it.

import { pickWords } from "../shared/boot.js";
import { writeTime } from "../shared/moments.js";
import { placeDetails, placeSentence } from "./places.js";

/** The sentence for a view of the ticket, in the language of `words`. */
export function sentenceOf(view, words) {
  return (SENTENCES[view.state] ?? (() => ""))(view, words);
}

/** What is to be said besides, most important first. */
export function detailsOf(view, words) {
  const details = DETAILS[view.state] ?? (() => []);
  return details(view, words).filter((text) => text);
}

const SENTENCES = {
  reserved(view, { t }) {
    return t("Your number is nearly ready. Please finish at the kiosk.");
  },
  waiting(view, words) {
    if (view.suspended) return words.t("Your service is interrupted. Your place is kept.");
    return placeSentence(view, words) ?? turnOf(view, words);
  },
  called(view, { t }) {
    return t("Please proceed to counter %(number)s", { number: view.counter });
  },
  serving(view, { t }) {
    return t("You are being served at counter %(number)s", { number: view.counter });
  },
  held(view, { t }) {
    return t("Your number is on hold. You will be called again.");
  },
  no_show(view, words) {
    const time = timeOf(view, view.called_at, words);
    return words.t("Your number was called at %(time)s", { time });
  },
  done(view, { t }) {
    return t("Done. Thank you for your visit.");
  },
  cancelled(view, { t }) {
    return t("You have given up this number.");
  },
  void(view, { t }) {
    return t("This number was taken back by staff.");
  },
  expired(view, { t }) {
    if (view.reason === "day_ended") return t("The day has ended before your turn.");
    if (view.reason === "handed_in_late") {
      return t("The kiosk was offline, and the day ended before your number reached us.");
    }
    if (view.reason === "unconfirmed") return t("This number was not taken in time.");
    return t("This number is no longer valid.");
  },
};

const DETAILS = {
  reserved: () => [],
  waiting(view, words) {
    const isAboutPlace = !view.suspended && placeSentence(view, words) !== null;
    return [
      ...interruptionOf(view, words),
      ...placeDetails(view, words),
      isAboutPlace ? turnOf(view, words) : "",
      restOf(view, words),
      (RISES[view.rise_reason] ?? (() => ""))(words),
    ];
  },
  called(view, words) {
    const time = timeOf(view, view.called_at, words);
    return [words.t("Called at %(time)s. Please go there now.", { time })];
  },
  serving: () => [],
  held(view, { t }) {
    return [t("Please stay near the counters.")];
  },
  no_show(view, { t, tn }) {
    if (!view.actions.includes("return")) return [t("Please go to the information desk.")];
    return [t("You can come back into the queue."), leftOf(view, tn)];
  },
  done: () => [],
  cancelled(view, words) {
    if (view.actions.includes("undo-cancel")) {
      const time = timeOf(view, view.undo_until, words);
      return [words.t("You can take it back until %(time)s.", { time })];
    }
    return [words.t("If you still need the service, take a new number.")];
  },
  void(view, { t }) {
    return [t("Please ask a member of staff.")];
  },
  expired(view, { t }) {
    if (view.reason === "day_ended") return [t("Please come back another day.")];
    if (view.reason === "handed_in_late") {
      return [t("We are sorry. Please show this page or your slip to a member of staff.")];
    }
    return [t("Please take a new number at the kiosk.")];
  },
};

/** How far it is to the visitor's turn. */
function turnOf({ ahead }, { t, tn }) {
  if (ahead === 0) return t("Your turn is next");
  return tn("%(n)s person is ahead of you", "%(n)s people are ahead of you", ahead);
}

/** Why the visitor's service rests, and when it is expected back, as far as that is still to come. */
function interruptionOf(view, words) {
  if (!view.suspended) return [];
  const { suspended_until: until, clock } = view;
  const isToCome = until && Date.parse(until) > Date.parse(clock.now);
  return [
    pickWords(view.suspended_reason ?? {}, words.language),
    isToCome ? words.t("Expected back at %(time)s.", { time: timeOf(view, until, words) }) : "",
  ];
}

/** Why nobody is called now, if so. */
function restOf(view, words) {
  if (view.phase === "break" && view.resumes_at) {
    const time = timeOf(view, view.resumes_at, words);
    return words.t("Break. Service goes on at %(time)s.", { time });
  }
  if (view.phase === "numbers") return words.t("Service has not begun yet.");
  return "";
}

/** Why more people are ahead than before. */
const RISES = {
  priority: ({ t }) => t("Somebody with priority came before you."),
  earlier: ({ t }) => t("Somebody with an earlier number came before you."),
  returned: ({ t }) => t("Somebody came back into the queue before you."),
  counters: ({ t }) => t("The counters have changed; so has the order."),
  shared: ({ t }) => t("Turns are shared; the order has changed."),
};

function leftOf(view, tn) {
  return tn(
    "You can come back %(n)s more time today.",
    "You can come back %(n)s more times today.",
    view.returns_left,
  );
}

function timeOf(view, moment, { language }) {
  return moment ? writeTime(moment, view.office.timezone, language) : "";
}
