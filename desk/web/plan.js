// The hall seen from above, over the desk; whoever may change places chooses one on it.

import { make, setText } from "../shared/elements.js";
import { drawFloor } from "../shared/floor.js";
import { draw as drawSvg } from "../shared/floor-pen.js";
import { ask } from "./dialogs.js";
import { insideLine, nextPlace } from "./places.js";
import { placeOf } from "./words.js";

/** How often it is drawn anew while it is open. */
const DRAW_MS = 1000;

/**
 * Show the plan. `now()` gives `{hall, ways}`; `spot` stands out at first. Gives the number of the
 * chosen place; null where none can be chosen, or for Esc.
 */
export function showPlan(floor, now, words, { spot = null, canChoose = false }) {
  const { t } = words;
  const inside = make("p", { class: "dialog-line" });
  const svg = drawSvg("svg", { class: "floor", role: "img", "aria-label": t("Plan of the hall") });
  const help = canChoose ? t("Arrows: choose a place · Enter: block or unblock · Esc: close") : t("Esc: close");
  const give = canChoose ? make("button", { type: "button", class: "main" }, make("kbd", {}, "Enter"), make("span", {})) : null;
  const parts = [inside, make("div", { class: "plan" }, svg), give].filter(Boolean);
  return ask(t("Plan of the hall"), help, parts, (close, dialog, onKey) => {
    dialog.classList.add("whole");
    dialog.tabIndex = -1;
    dialog.focus();
    let chosen = spot;
    const draw = () => {
      const { hall, ways } = now();
      const positions = new Map(hall.counters.map(({ number }, place) => [number, place]));
      drawFloor(svg, floor, hall.room, { words: [words], ways, positions, highlight: chosen });
      const place = chosen === null ? null : placeOf(chosen, words);
      const holder = hall.room.spots.find((each) => each.spot === chosen)?.number;
      setText(inside, [insideLine(hall.room, words), place, holder].filter(Boolean).join(" · "));
      if (!give) return;
      give.disabled = chosen === null;
      const isBlocked = hall.room.blocked.includes(chosen);
      setText(give.lastChild, chosen === null ? t("Choose a place") : isBlocked ? t("Use it again") : t("Block it"));
    };
    const timer = setInterval(() => (dialog.isConnected ? draw() : clearInterval(timer)), DRAW_MS);
    const choose = (number) => {
      chosen = number;
      draw();
    };
    if (canChoose) {
      give.addEventListener("click", () => close(chosen));
      svg.addEventListener("click", ({ target }) => {
        const number = target.closest("[data-spot]")?.dataset.spot;
        if (number) choose(Number(number));
      });
    }
    onKey((event) => takeKey(event, { floor, chosen, canChoose, choose, close }));
    draw();
  });
}

function takeKey(event, { floor, chosen, canChoose, choose, close }) {
  if (event.key.toLowerCase() === "w") close(null);
  if (!canChoose) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    choose(nextPlace(floor.spots, chosen, event.key));
  } else if (event.key === "Enter" && chosen !== null && !event.repeat) {
    event.preventDefault();
    close(chosen);
  }
}
