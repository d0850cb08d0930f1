// A ticket's states: the word and the mark that always stand together. See texts/states.py.

import { make } from "./elements.js";

const N_ = (text) => text;

const STATE_WORDS = {
  reserved: N_("Reserved"),
  waiting: N_("Waiting"),
  called: N_("Being called"),
  serving: N_("Being served"),
  held: N_("On hold"),
  done: N_("Served"),
  no_show: N_("No-show"),
  cancelled: N_("Cancelled"),
  void: N_("Void"),
  expired: N_("Expired"),
};

/** The word for a state, by a page's `t`; the state itself where a newer server knows one more. */
export function stateWord(state, t) {
  return t(STATE_WORDS[state] ?? state);
}

/** The mark of a state (look.css draws it); the word stands beside it. */
export function stateMark(state) {
  return make("span", { class: `mark mark-${state}`, "aria-hidden": "true" });
}
