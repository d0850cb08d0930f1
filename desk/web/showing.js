// What a dialog only shows: a number that was just given, and the table of keys.

import { make } from "../shared/elements.js";
import { SETTLE_SECONDS } from "./actions.js";
import { ask } from "./dialogs.js";
import { printSlip } from "./printing.js";

/**
 * A number that was just given, to be shown to the visitor and printed; a copy says that it is one.
 * `pictures` are the addresses of its code and of its slip.
 */
export function showGiven(reply, { qrUrl, slipUrl }, { t }, { isCopy, ahead }) {
  const print = make("button", { type: "button", class: "choice print" }, make("kbd", {}, "P"), make("span", {}, t("Print ticket")));
  const problem = make("p", { role: "alert", hidden: "" }, t("The ticket cannot be printed now."));
  const words = make(
    "div",
    { class: "given-words" },
    isCopy ? make("p", { class: "copy" }, t("Copy")) : null,
    make("p", { class: "number given-number" }, reply.number),
    make("p", {}, t("Waiting ahead: %(count)s", { count: ahead })),
    make("p", { class: "quiet" }, t("Scan the code, or note the number.")),
    print,
    problem,
  );
  const code = make("img", { class: "qr", src: qrUrl, alt: reply.url });
  const title = isCopy ? t("Copy") : t("Queue number");
  const parts = [make("div", { class: "given" }, words, code)];
  return ask(title, t("Enter or Esc: close"), parts, (close, dialog, onKey) => {
    dialog.classList.add("wide");
    const shownAt = performance.now();
    dialog.tabIndex = -1;
    dialog.focus();
    let free = 0;
    const toPaper = async () => {
      if (performance.now() < free) return; // one press is one slip, also of a key that bounces
      free = Infinity;
      problem.hidden = await printSlip(slipUrl);
      free = performance.now() + SETTLE_SECONDS * 1000;
    };
    print.addEventListener("click", toPaper);
    onKey((event) => {
      const isPrint = event.key.toLowerCase() === "p" && !event.ctrlKey && !event.metaKey;
      if (isPrint && !event.repeat) {
        event.preventDefault();
        toPaper();
      }
      if (event.target === print || !["Enter", " ", "Escape"].includes(event.key)) return;
      event.preventDefault();
      // The echo of the press that gave the number does not close it unseen.
      if (performance.now() - shownAt >= SETTLE_SECONDS * 1000) close(null);
    });
  });
}

/** A table of keys: rows are [key, words]. */
export function showKeys(rows, { t }) {
  const cells = rows.flatMap(([key, words]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, words)]);
  return ask(t("Keys"), t("Esc: close"), [make("dl", { class: "keys" }, ...cells)], (close, dialog, onKey) => {
    dialog.classList.add("wide");
    dialog.tabIndex = -1;
    dialog.focus();
    onKey((event) => {
      if (event.key === "Enter" || event.key === "?") close(null);
    });
  });
}
