// The left of the counter's view: the one ticket in hand, large, its time and its facts.

import { make, setText, show } from "../shared/elements.js";
import { writeDuration } from "../shared/moments.js";
import { stateMark, stateWord } from "../shared/states.js";
import { usualSeconds } from "./overview.js";
import { since } from "./situation.js";
import {
  callingWord,
  callsWord,
  counterWord,
  dueLine,
  pauseWords,
  runningTime,
  servicesAfterLine,
  serviceWord,
  slipLine,
  ticketFacts,
} from "./words.js";

const find = (id) => document.getElementById(id);

/** Write the ticket in hand, or why there is none. `notes` has the colleagues' words by their id. */
export function drawHand({ situation, clock, words, notes }) {
  const { hand } = situation;
  const number = find("hand-number");
  setText(number, headline(situation, words));
  number.classList.toggle("number", hand !== null);
  number.classList.toggle("calling", hand?.state === "called");
  show(find("hand-ticket"), hand !== null);
  show(find("hand-who"), hand !== null);
  setText(find("idle-line"), hand ? "" : idleLine(situation, clock, words));
  if (hand) drawTicket(situation, hand, clock, words);
  drawNote(hand && notes.of(hand.note_id), words);
}

function headline({ hand, state, standing }, words) {
  const { t } = words;
  if (hand) return hand.number;
  return state?.state === "open" ? t("Nobody at the counter") : counterWord(standing.counter, words);
}

function drawTicket({ snapshot }, hand, clock, words) {
  const stateLine = find("hand-state");
  const waits = callingWord(hand, clock, words); // the call is in hand, and not heard yet
  const mark = waits ? "waiting" : hand.state;
  if (stateLine.dataset.state !== mark) {
    stateLine.dataset.state = mark;
    stateLine.className = `state state-${hand.state}`;
    stateLine.replaceChildren(stateMark(mark), make("span", {}));
  }
  setText(stateLine.lastChild, waits ?? stateWord(hand.state, words.t));
  setText(find("hand-time"), waits ? "" : runningTime(clock.secondsSince(since(hand))));
  drawUsual(snapshot, hand, clock, words);
  setText(find("hand-service"), serviceWord(snapshot, hand.service, words));
  setText(find("hand-facts"), [...ticketFacts(hand, words), callsWord(hand, words)].join(" · "));
  setText(find("hand-after"), servicesAfterLine(snapshot, hand, words) ?? "");
  const slip = slipLine(hand, words);
  show(find("hand-slip"), slip !== null);
  setText(find("hand-slip"), slip ?? "");
}

/** The time at the counter against the usual time; before it, how soon a call counts as missed. */
function drawUsual(snapshot, hand, clock, words) {
  const { t, language } = words;
  const spent = clock.secondsSince(since(hand));
  const isServing = hand.state === "serving";
  const left = hand.due_at ? -clock.secondsSince(hand.due_at) : 0;
  const whole = isServing ? usualSeconds(snapshot, hand) : spent + left;
  drawBar(find("hand-bar"), spent, whole, isServing || Boolean(hand.due_at));
  const usual = t("usual: %(time)s", { time: writeDuration(whole, language) });
  setText(find("hand-usual"), isServing ? usual : (dueLine(hand, clock, words) ?? ""));
}

/** Fill a bar with the share that is spent; past the whole it takes the colour of a warning. */
export function drawBar(bar, spent, whole, isShown = true) {
  show(bar, isShown && whole > 0);
  const share = whole > 0 ? Math.min(1, Math.max(0, spent / whole)) : 0;
  bar.firstElementChild.style.setProperty("--share", `${(share * 100).toFixed(1)}%`);
  bar.classList.toggle("over", spent > whole);
}

function idleLine(situation, clock, words) {
  const { state, queue } = situation;
  const { t, language } = words;
  if (!state) return t("Choose your counter first.");
  if (state.state === "open") {
    return queue.length ? t("Next: %(number)s", { number: queue[0].number }) : t("Nobody is waiting for this counter");
  }
  if (!state.since) return "";
  const lasts = t("for %(time)s", { time: writeDuration(clock.secondsSince(state.since), language) });
  return [...pauseWords(situation.snapshot, state, clock, words), lasts].join(" · ");
}

function drawNote(note, { t }) {
  const element = find("hand-note");
  show(element, note !== null);
  setText(element, note ? t("Note: %(text)s", { text: note.text }) : "");
}

