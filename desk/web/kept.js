// The one press that waits for the server, kept by this tab: a reload, or the way to the sign-in
// page and back, loses it no more than the server's absence does.

export class KeptPress {
  /** `{actionId, command, accountId, wasTried}`, or null. */
  press = null;
  #name;

  constructor(office) {
    this.#name = `antrean.desk.${office}.kept`;
    try {
      const kept = sessionStorage.getItem(this.#name);
      // Whoever finds it again cannot know whether it had gone out.
      this.press = kept === null ? null : { ...JSON.parse(kept), wasTried: true };
    } catch {
      // a browser that keeps nothing holds it for as long as the page is open
    }
  }

  keep(press) {
    this.press = press;
    try {
      sessionStorage.setItem(this.#name, JSON.stringify(press));
    } catch {
      // as above
    }
  }

  forget() {
    this.press = null;
    try {
      sessionStorage.removeItem(this.#name);
    } catch {
      // as above
    }
  }
}
