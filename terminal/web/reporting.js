// A page says how it is, every 15 seconds: so staff see a silent speaker and a dead screen. The
// counterpart of terminal/reporting.py. The browser must be paired or signed in.

const REPORT_MS = 15_000;

/**
 * Report `describe()` (a DeviceReport) for as long as the page is open. `changed()` reports at
 * once: something that staff should see.
 */
export class Reporter {
  #url;
  #describe;
  #timer = null;
  #isSending = false;
  #isOld = false;
  #isEnded = false;
  #sentAt = -Infinity;

  constructor(api, { kind, name }, describe) {
    this.#url = `${api}/devices/${kind}/${encodeURIComponent(name)}/report`;
    this.#describe = describe;
    this.#report();
  }

  changed() {
    if (this.#isSending) this.#isOld = true;
    else this.#report();
  }

  /** The time for a report may have come: for pages whose timers sleep while nobody looks. */
  due() {
    if (!this.#isSending && performance.now() - this.#sentAt >= REPORT_MS) this.#report();
  }

  /** This machine goes by another name from now on, or is no more. */
  stop() {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  async #report() {
    if (this.#isEnded) return;
    clearTimeout(this.#timer);
    this.#sentAt = performance.now();
    this.#isSending = true;
    this.#isOld = false;
    const next = await this.#send();
    this.#isSending = false;
    if (!this.#isEnded) this.#timer = setTimeout(() => this.#report(), this.#isOld ? 0 : next);
  }

  /** Send one; gives the milliseconds until the next. */
  async #send() {
    try {
      const answer = await fetch(this.#url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(this.#describe()),
        signal: AbortSignal.timeout(REPORT_MS),
      });
      if (!answer.ok) return REPORT_MS;
      const { next_in_seconds: seconds } = await answer.json();
      return seconds * 1000;
    } catch {
      return REPORT_MS;
    }
  }
}
