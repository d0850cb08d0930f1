// The visitor's page: one number, one sentence that changes, and the little that can be done.
//
// Everything is written from the latest view of the ticket; the server sends no other visitor's.
// What comes by itself (a view, the server's answer, the ring's readiness) is drawn when no finger
// is on a button.

import { pickWords, readBoot, readWords } from "../shared/boot.js";
import { OfficeClock } from "../shared/clock.js";
import { make, setText, show } from "../shared/elements.js";
import { writeTime } from "../shared/moments.js";
import { stateMark, stateWord } from "../shared/states.js";
import { follow } from "../shared/stream.js";
import { Actions } from "./actions.js";
import { Claim } from "./claim.js";
import { Finger } from "./finger.js";
import { keepPage } from "./keeping.js";
import { LineAhead } from "./line.js";
import { MyPlace } from "./my-place.js";
import { Ring } from "./ring.js";
import { RingSwitch } from "./ring-switch.js";
import { detailsOf, sentenceOf } from "./sentences.js";

const boot = readBoot();
const clock = new OfficeClock();
const finger = new Finger();
const line = new LineAhead(element("line"));
const path = `${boot.api}/tickets/by-token/${boot.token}`;
const claim = new Claim(path, boot.token);
const ring = new Ring(() => finger.draw(showRing));
const ringSwitch = new RingSwitch(element("ring"), ring);
const myPlace = new MyPlace(element("my-place"), boot.api);
const actions = new Actions({
  path,
  claim,
  main: element("main-action"),
  foot: element("foot"),
  dialog: element("question"),
  refused: element("refused"),
  onChange: () => finger.draw(showView),
});
let words = readWords(boot.language);
let view = null;
let connection = { connected: true, lostSince: null };

function element(id) {
  return document.getElementById(id);
}

function showView() {
  const { t, language } = words;
  document.body.className = `state-${view.state}${view.where ? ` where-${view.where}` : ""}`;
  document.title = [view.ahead ?? "", view.number].filter((part) => part !== "").join(" · ");
  setText(element("office-name"), view.office.name);
  setText(element("number"), view.number);
  showState(t);
  setText(element("sentence"), sentenceOf(view, words));
  showAim();
  line.show(view);
  showDetails();
  showFacts(t, language);
  actions.show(view, words);
  myPlace.show(view, words);
  showRing();
}

function showRing() {
  if (view) ringSwitch.show(view, words);
}

function showState(t) {
  const isAskedIn = view.where === "come_in";
  const word = isAskedIn ? t("Please come in") : stateWord(view.state, t);
  const mark = stateMark(isAskedIn ? "come_in" : view.state);
  element("state").replaceChildren(mark, " ", make("span", {}, word));
}

/** The number to go to, as large as it is on the spot: of the counter, or of the place inside. */
function showAim() {
  const aim = view.state === "called" ? view.counter : view.where === "come_in" ? view.spot : null;
  show(element("aim"), aim !== null);
  if (aim !== null) setText(element("aim"), String(aim));
}

function showDetails() {
  const details = detailsOf(view, words);
  const place = element("details");
  if (place.textContent === details.join("")) return;
  place.replaceChildren(...details.map((text) => make("p", {}, text)));
}

function showFacts(t, language) {
  setText(element("title"), t("Queue number"));
  setText(element("service-title"), t("Service"));
  setText(element("service"), pickWords(view.service, language));
  setText(element("after-title"), t("After that"));
  setText(element("after"), view.services_after.map((name) => pickWords(name, language)).join(", "));
  show(element("after-part"), view.services_after.length > 0);
  setText(element("issued-title"), t("Taken at"));
  const { timezone, timezone_label: label } = view.office;
  setText(element("issued"), writeTime(view.issued_at, timezone, language, label));
  setText(element("rehearsal"), t("Rehearsal"));
  show(element("rehearsal"), clock.isRehearsal);
}

function showConnection() {
  const bar = element("offline");
  show(bar, !connection.connected);
  if (connection.connected) return;
  const { t, language } = words;
  const isDated = view !== null && connection.lostSince !== null;
  const time = isDated ? writeTime(clock.at(connection.lostSince), view.office.timezone, language) : "";
  setText(
    bar,
    isDated
      ? t("No connection since %(time)s. Please watch the display.", { time })
      : t("No connection. Please watch the display."),
  );
}

function chooseLanguage(language) {
  words = readWords(language);
  document.documentElement.lang = language;
  history.replaceState(null, "", `?lang=${language}`);
  showLanguages();
  showConnection();
  if (view) showView();
}

function showLanguages() {
  const others = boot.languages.filter((code) => code !== words.language);
  const links = others.map((code) => {
    const link = make("a", { class: "button", href: `?lang=${code}`, lang: code, hreflang: code });
    link.append(boot.language_names[code]);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      chooseLanguage(code);
    });
    return link;
  });
  element("languages").setAttribute("aria-label", words.t("Language"));
  element("languages").replaceChildren(...links);
}

showLanguages();
follow(boot.stream_url, {
  onSnapshot(arrived) {
    ring.hear(arrived, view === null);
    view = arrived;
    clock.set(view.clock);
    finger.draw(showView);
    claim.settle(view.id.day, () => finger.draw(showView));
  },
  onState(state) {
    connection = state;
    finger.draw(showConnection);
  },
});
keepPage();
