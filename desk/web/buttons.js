// What can be pressed: the large action that comes next, the small ones, and those at the foot.

import { make, setText } from "../shared/elements.js";
import { ACTIONS, isOffered, mainAction, refusalOf } from "./actions.js";
import { actionWord, keyWord } from "./words.js";

const find = (id) => document.getElementById(id);

/** Write all that can be pressed. */
export function drawActions({ situation, words, sender, view, nextLanguageWord }) {
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
    office: view === "hall" ? t("Back") : null,
    help: isAskedFor(situation) ? t("Help has come") : null,
  };
  for (const button of document.querySelectorAll("button.small")) {
    const id = button.dataset.action;
    const possible = refusalOf(id, standing) === null && !(ACTIONS.get(id).changes && sender.isUnderWay);
    button.hidden = !isOffered(id, standing);
    button.setAttribute("aria-disabled", String(!possible));
    setText(button.querySelector("span"), others[id] ?? actionWord(id, words));
  }
}

/** Whether this counter asks for help. */
export function isAskedFor({ snapshot, counter }) {
  return counter !== null && snapshot.help.some(({ place }) => place === `counter:${counter.id}`);
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
