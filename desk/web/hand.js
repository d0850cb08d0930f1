// The left of the desk: the one ticket in hand, large, its facts, and the action that comes next.

import { pickWords } from "../shared/boot.js";
import { make, setText, show } from "../shared/elements.js";
import { writeDuration } from "../shared/moments.js";
import { stateMark, stateWord } from "../shared/states.js";
import { ACTIONS, mainAction, refusalOf } from "./actions.js";
import { serviceOf, since } from "./situation.js";
import {
  actionWord,
  callsWord,
  counterWord,
  dueLine,
  keyWord,
  runningTime,
  servicesAfterLine,
  serviceWord,
  ticketFacts,
} from "./words.js";

const find = (id) => document.getElementById(id);

/** Write the ticket in hand, or why there is none. */
export function drawHand({ situation, clock, words }) {
  const { hand } = situation;
  const number = find("hand-number");
  setText(number, headline(situation, words));
  number.classList.toggle("number", hand !== null);
  number.classList.toggle("calling", hand?.state === "called");
  show(find("hand-ticket"), hand !== null);
  setText(find("idle-line"), hand ? "" : idleLine(situation, clock, words));
  if (hand) drawTicket(situation, hand, clock, words);
}

function headline({ hand, state, standing }, words) {
  const { t } = words;
  if (hand) return hand.number;
  return state?.state === "open" ? t("Nobody at the counter") : counterWord(standing.counter, words);
}

function drawTicket({ snapshot }, hand, clock, words) {
  const stateLine = find("hand-state");
  if (stateLine.dataset.state !== hand.state) {
    stateLine.dataset.state = hand.state;
    stateLine.className = `state state-${hand.state}`;
    stateLine.replaceChildren(stateMark(hand.state), make("span", {}));
  }
  setText(stateLine.lastChild, stateWord(hand.state, words.t));
  setText(find("hand-time"), runningTime(clock.secondsSince(since(hand))));
  setText(find("hand-calls"), callsWord(hand, words));
  drawUsual(snapshot, hand, clock, words);
  setText(find("hand-service"), serviceWord(snapshot, hand.service, words));
  setText(find("hand-facts"), ticketFacts(hand, words).join(" · "));
  setText(find("hand-after"), servicesAfterLine(snapshot, hand, words) ?? "");
}

/** The time at the counter against the usual time; before it, when a call counts as missed. */
function drawUsual(snapshot, hand, clock, words) {
  const { t, language } = words;
  const bar = find("hand-bar");
  const isServing = hand.state === "serving";
  show(bar, isServing);
  const usual = (serviceOf(snapshot, hand.service)?.minutes ?? 0) * 60;
  const spent = clock.secondsSince(since(hand));
  const share = usual > 0 ? Math.min(1, spent / usual) : 0;
  bar.firstElementChild.style.setProperty("--share", `${(share * 100).toFixed(1)}%`);
  bar.classList.toggle("over", spent > usual);
  const usualLine = t("usual: %(time)s", { time: writeDuration(usual, language) });
  setText(find("hand-usual"), isServing ? usualLine : (dueLine(hand, clock, words) ?? ""));
}

function idleLine({ state, queue, snapshot }, clock, { t, language }) {
  if (!state) return t("Choose your counter first.");
  if (state.state === "open") {
    return queue.length ? t("Next: %(number)s", { number: queue[0].number }) : t("Nobody is waiting for this counter");
  }
  if (!state.since) return "";
  const parts = [t("for %(time)s", { time: writeDuration(clock.secondsSince(state.since), language) })];
  const reason = snapshot.reasons.pause.find(({ id }) => id === state.pause_reason);
  if (state.state === "paused" && reason) parts.unshift(pickWords(reason.words, language));
  return parts.join(" · ");
}

/** Write all that can be pressed: the large action, the small ones, and the office's. */
export function drawActions({ situation, words, sender, nextLanguageWord }) {
  const { t } = words;
  const { standing, snapshot } = situation;
  const main = find("main-action");
  const actionId = mainAction(standing);
  main.dataset.action = actionId;
  main.setAttribute("aria-busy", String(sender.isUnderWay));
  setText(main.querySelector("kbd"), keyWord(actionId));
  setText(main.querySelector("span"), standing.counter === "paused" ? t("Go on") : actionWord(actionId, words));
  const others = {
    issuing: snapshot.issuing_stopped ? t("Give numbers again") : null,
    language: nextLanguageWord,
  };
  for (const button of document.querySelectorAll("button.small")) {
    const id = button.dataset.action;
    const possible = refusalOf(id, standing) === null && !(ACTIONS.get(id).changes && sender.isUnderWay);
    button.setAttribute("aria-disabled", String(!possible));
    setText(button.querySelector("span"), others[id] ?? actionWord(id, words));
  }
}

/** Make the small buttons of a group once; they never take more than their key and word. */
export function makeButtons(container, actionIds) {
  container.append(
    ...actionIds.map((actionId) =>
      make(
        "button",
        { type: "button", class: "small", "data-action": actionId },
        make("kbd", {}, keyWord(actionId)),
        make("span", {}),
      ),
    ),
  );
}
