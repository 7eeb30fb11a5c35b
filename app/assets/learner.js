// Reads the page aloud with a voice that lives on this computer, and keeps the window in its room.
// Remote voices send the text to another company, so a voice counts only where localService is true.

const READABLE = "h1, h2, h3, p, li, button, label, summary";
const RATES = { slow: 0.7, normal: 0.9, fast: 1.15 };
const DOUBLE_PRESS = 400; // milliseconds
// Each place on the page loads this file anew: what they share lies with the window.
const shared = (window.readAloud ??= {
  queue: [],
  speed: "normal",
  screen: null,
  card: null,
  pressed: null,
  pressedAt: 0,
  draws: new Map(),
});
const speech = window.speechSynthesis;
if (!shared.listening) {
  shared.listening = true;
  speech?.addEventListener?.("voiceschanged", redraw);
  window.addEventListener("click", dropDoublePress, { capture: true });
}

function localVoice() {
  const wanted = document.documentElement.lang.split("-")[0] || "en";
  const speaks = (voice) => (voice.lang ?? "").toLowerCase().split(/[-_]/)[0] === wanted;
  return speech?.getVoices().find((voice) => voice.localService === true && speaks(voice));
}

// The words of an element without its icons, which Streamlit writes as names such as "keyboard_arrow_right".
function words(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("[aria-hidden=true], [data-testid=stIconMaterial]").forEach((icon) => icon.remove());
  return copy.textContent.trim();
}

// What a person sees, in the order of the page; a button or an item is read once, not its paragraphs again.
function texts(root) {
  return [...root.querySelectorAll(READABLE)].filter((element) => {
    const inner = element.parentElement.closest(READABLE);
    if (inner && root.contains(inner)) return false;
    return element.checkVisibility() && !element.closest("[aria-hidden=true]") && words(element);
  });
}

function mark(element) {
  document.querySelector("[data-reading]")?.removeAttribute("data-reading");
  if (!element) return;
  element.setAttribute("data-reading", "");
  element.scrollIntoView({ block: "nearest" });
}

function stop() {
  shared.queue = [];
  speech?.cancel();
  mark(null);
}

function next() {
  const part = shared.queue.shift();
  const voice = localVoice();
  if (!part || !voice || !part.element.isConnected) return stop();
  mark(part.element);
  const utterance = new SpeechSynthesisUtterance(part.sentence);
  Object.assign(utterance, { voice, lang: voice.lang, rate: RATES[shared.speed] });
  shared.utterance = utterance; // Chromium forgets one that nothing holds, and its end is never told
  const turn = shared.queue;
  utterance.onend = () => { if (shared.queue === turn) next(); };
  utterance.onerror = (event) => { if (shared.queue === turn && event.error !== "canceled") stop(); };
  speech.speak(utterance);
}

function read(root) {
  stop();
  shared.queue = texts(root).flatMap((element) =>
    (words(element).match(/[^.!?\n]+[.!?]*/g) ?? []).map((sentence) => ({ element, sentence: sentence.trim() })),
  ).filter((part) => part.sentence);
  next();
}

// The room's name goes along as a cookie, so that this browser shows nothing else, also after a reload. Windows that
// were open before are told (shell.js), because they know nothing of the cookie yet.
function stayInRoom(name) {
  const cookie = `recommender-room-${location.port}`;
  document.cookie = `${cookie}=${name}; path=/; SameSite=Strict${name ? "" : "; max-age=0"}`;
  if (name && shared.room !== name) new BroadcastChannel(cookie).postMessage(name);
  shared.room = name;
}

function focusHeading(screen) {
  const before = shared.screen;
  shared.screen = screen;
  if (before === null || before === screen) return;
  const heading = document.querySelector("[data-testid=stMain] h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

function button(words, picture, act, name) {
  const made = Object.assign(document.createElement("button"), { type: "button", onclick: act });
  made.append(Object.assign(document.createElement("img"), { src: picture, alt: "" }), words);
  if (name) made.setAttribute("aria-label", name);
  return made;
}

function nextSpeed() {
  const speeds = Object.keys(RATES);
  shared.speed = speeds[(speeds.indexOf(shared.speed) + 1) % speeds.length];
  redraw();
}

function controls({ words, icons, scope, about }, parentElement) {
  const host = parentElement.getRootNode().host ?? parentElement;
  if (scope === "print") return [button(words.print, icons.print, () => window.print())];
  const silent = Object.assign(document.createElement("p"), { textContent: words.silent });
  if (!localVoice()) return scope === "page" ? [silent] : [];
  if (scope === "card") {
    const card = () => host.closest("[class*=st-key-card-]");
    return [button(words.read, icons.read, () => read(card()), `${words.read}: ${about}`)];
  }
  return [
    button(words.read, icons.read, () => read(document.querySelector("[data-testid=stMain]"))),
    button(words.stop, icons.stop, stop),
    button(words[shared.speed], icons[shared.speed], nextSpeed),
  ];
}

// Draws again only what has changed: a new button would lose the focus.
function draw(box, data, parentElement) {
  const made = controls(data, parentElement);
  const same = made.length === box.children.length && made.every((one, n) => one.tagName === box.children[n].tagName);
  if (!same) return box.replaceChildren(...made);
  made.forEach((one, n) => {
    const shown = box.children[n];
    if (shown.innerHTML !== one.innerHTML) shown.innerHTML = one.innerHTML;
    if (one.hasAttribute("aria-label")) shown.setAttribute("aria-label", one.getAttribute("aria-label"));
    shown.onclick = one.onclick;
  });
}

function redraw() {
  shared.draws.forEach((again) => again());
}

// A hand that trembles, or a key held down, presses twice: the second press would answer a card nobody has seen.
function dropDoublePress(event) {
  const pressed = event.target.closest?.(".st-key-page-of-one button");
  if (!pressed) return;
  const again = pressed === shared.pressed && event.timeStamp - shared.pressedAt < DOUBLE_PRESS;
  Object.assign(shared, { pressed, pressedAt: event.timeStamp });
  if (again) event.stopImmediatePropagation();
}

// After an answer the next card comes into view whole, and the focus stays where it is; the first card of a screen
// leaves its question in view.
function showCard(card, screen) {
  const before = shared.card;
  shared.card = card && { card, screen };
  if (!card || before?.screen !== screen || before.card === card) return;
  const shown = document.querySelector(".st-key-card-now");
  const fits = shown?.getBoundingClientRect();
  if (fits && (fits.top < 0 || fits.bottom > window.innerHeight)) shown.scrollIntoView({ block: "start" });
}

export default function ({ data, parentElement }) {
  const box = parentElement.querySelector("div.controls");
  const again = () => draw(box, data, parentElement);
  shared.draws.set(box, again);
  again();
  if (data.scope === "page") {
    if (shared.turn !== data.turn) stop();
    shared.turn = data.turn;
    stayInRoom(data.room);
    focusHeading(data.screen);
    showCard(data.card, data.screen);
  }
  return () => {
    shared.draws.delete(box);
    if (data.scope === "page") stop();
  };
}
