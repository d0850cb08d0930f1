// A ticket on the printer of the desk's own computer, through the browser.

import { make } from "../shared/elements.js";

/** Print a picture of a ticket alone; tells whether it could be had. */
export async function printSlip(url) {
  const slip = make("img", { class: "slip", alt: "", src: url });
  document.body.append(slip);
  try {
    await slip.decode();
  } catch {
    slip.remove();
    return false;
  }
  window.addEventListener("afterprint", () => slip.remove(), { once: true });
  window.print();
  return true;
}
