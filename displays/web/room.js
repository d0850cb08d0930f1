// Who is asked to come in, how many are inside, and that the hall is full: where places are given.

import { make, show } from "../shared/elements.js";
import { writeNumber } from "../shared/moments.js";
import { sayAll } from "./say.js";

/** As many have a line each. */
const FEW = 3;
/** So many numbers stand at once, upright and lying; more take turns: none is small. */
const SHOWN = { upright: 6, lying: FEW };
const WITHOUT_ROOM = new Set(["closed_today", "before", "ended"]);

/** Whether a snapshot has anything to say of the room. */
export function hasRoom({ room, phase }) {
  return Boolean(room) && !WITHOUT_ROOM.has(phase);
}

/** The room of a snapshot in its health rules: the profile's distance is the one that holds. */
export function healthOf({ office, room }) {
  const { health } = office;
  if (!room) return health;
  return {
    distance_metres: health.distance_metres > 0 ? room.distance_metres : 0,
    mask: health.mask || room.mask,
    hand_wash: health.hand_wash || room.hand_wash,
  };
}

/** Writes the section with the numbers, and the line at the foot of the screen. */
export class RoomPart {
  #part;
  #list;
  #line;
  #speakers;
  #turn = 0;
  #comeIn = [];

  constructor(part, line, speakers) {
    this.#part = part;
    this.#list = part.querySelector("ol");
    this.#line = line;
    this.#speakers = speakers;
  }

  /** Show a snapshot's room, or nothing. */
  take(snapshot) {
    const isThere = hasRoom(snapshot);
    this.#comeIn = isThere ? snapshot.room.come_in : [];
    show(this.#part, this.#comeIn.length > 0);
    show(this.#line, isThere);
    document.body.classList.toggle("-room", isThere);
    document.body.classList.toggle("-come-in", this.#comeIn.length > 0);
    this.#line.classList.toggle("-full", isThere && snapshot.room.is_full);
    this.#write();
    if (isThere) sayAll(this.#line, this.#speakers.map((words) => [words.language, lineOf(snapshot.room, words)]));
  }

  /** The next numbers, where they are more than there is room for. */
  passTurn() {
    this.#turn += 1;
    this.#write();
  }

  /** Another shape of screen. */
  resize() {
    this.#write();
  }

  #write() {
    const most = window.innerWidth < window.innerHeight ? SHOWN.upright : SHOWN.lying;
    const leaves = Math.max(1, Math.ceil(this.#comeIn.length / most));
    const first = (this.#turn % leaves) * most;
    const shown = this.#comeIn.slice(first, first + most);
    this.#list.classList.toggle("-few", Math.min(this.#comeIn.length, most) <= FEW);
    this.#list.classList.toggle("-turns", leaves > 1);
    const said = JSON.stringify(shown.map(({ number, spot, is_repeated: again }) => [number, spot, again]));
    if (this.#list.dataset.said === said) return;
    this.#list.dataset.said = said;
    this.#list.replaceChildren(...shown.map((each) => this.#makeRow(each)));
  }

  #makeRow({ number, spot, is_repeated: isRepeated }) {
    const again = make("span", { class: "again" });
    sayAll(again, this.#speakers.map(({ language, t }) => [language, t("again")]));
    const place = make("span", { class: "visually-hidden" });
    sayAll(place, this.#speakers.map(({ language, t }) => [language, t("place")]));
    return make(
      "li",
      { "data-number": number },
      make("span", { class: "number" }, number),
      make("span", { class: "mark mark-come_in", "aria-hidden": "true" }),
      place,
      make("span", { class: "number spot" }, String(spot)),
      isRepeated ? again : null,
    );
  }
}

/** `31 of 40 people inside · keep 1.5 m apart`, or that the hall is full. */
function lineOf(room, { language, t }) {
  if (room.is_full) return t("The hall is full. Please wait outside.");
  const metres = writeNumber(room.distance_metres, language);
  const people = t("%(people)s of %(most)s people inside", { people: room.people, most: room.most });
  const distance = t("keep %(metres)s m apart", { metres });
  return `${people} · ${distance.replace(`${metres} m`, `${metres}\u00a0m`)}`;
}
