// "Show my place": the hall seen from above, for whoever has a place in it.
//
// The drawing and the floor are fetched when they are asked for, and not before: most visitors
// find their place by its number.

import { make, setText, show } from "../shared/elements.js";

/** The button and, beneath it, the plan. */
export class MyPlace {
  #place;
  #button = make("button", { type: "button", "aria-expanded": "false", "aria-controls": "plan" });
  #plan = make("div", { id: "plan", class: "plan", hidden: true });
  #trouble = make("p", { class: "notice error", role: "alert", hidden: true });
  #api;
  #picture = null;
  #hasFailed = false;
  #view = null;
  #words = null;

  /** `api` is the office's address. */
  constructor(place, api) {
    this.#place = place;
    this.#api = api;
    this.#button.addEventListener("click", () => this.#toggle());
    place.append(this.#button, this.#trouble, this.#plan);
    addEventListener("resize", () => this.#view && this.#draw());
  }

  /** Show a view of the ticket: its place, where it has one. */
  show(view, words) {
    this.#view = view;
    this.#words = words;
    show(this.#place, view.office.lobby !== null && view.spot !== null);
    this.#write();
    this.#draw();
  }

  get #isOpen() {
    return this.#button.getAttribute("aria-expanded") === "true";
  }

  #write() {
    const { t } = this.#words;
    setText(this.#button, this.#isOpen ? t("Hide the plan") : t("Show my place"));
    setText(this.#trouble, t("The plan cannot be shown now. Please ask a member of staff."));
    show(this.#trouble, this.#isOpen && this.#hasFailed);
    show(this.#plan, this.#isOpen && !this.#hasFailed);
  }

  async #toggle() {
    this.#button.setAttribute("aria-expanded", String(!this.#isOpen));
    this.#hasFailed = false;
    this.#write();
    if (this.#isOpen) await this.#load();
  }

  async #load() {
    try {
      const { FloorPicture } = await import("./plan.js");
      this.#picture ??= new FloorPicture(this.#plan, this.#api);
      await this.#picture.load(this.#view.office.lobby);
      this.#draw();
    } catch {
      this.#hasFailed = true; // no network, or no floor any more
      this.#write();
    }
  }

  /** Draw what is open; a floor that has changed since is fetched anew. */
  #draw() {
    const { office, spot } = this.#view;
    if (!this.#isOpen || this.#hasFailed || this.#picture === null || spot === null) return;
    if (this.#picture.id === office.lobby) this.#picture.draw(this.#view, this.#words);
    else if (this.#picture.id !== null && office.lobby !== null) this.#load();
  }
}
