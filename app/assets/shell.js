// What Streamlit leaves out for people who do not use a mouse or do not look at the screen.
// Reasons and measurements: docs/accessibility.md.

const REGION = "app-live";

function liveRegion() {
  let region = document.getElementById(REGION);
  if (!region) {
    region = document.createElement("div");
    region.id = REGION;
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    document.body.append(region);
  }
  return region;
}

function announce(text, number) {
  const region = liveRegion();
  if (!text || region.dataset.number === String(number)) return;
  region.dataset.number = String(number);
  region.textContent = "";
  // A region that is emptied first speaks again even where the words are the same.
  setTimeout(() => { region.textContent = text; }, 50);
}

function focusHeading(page) {
  const before = document.documentElement.dataset.page;
  document.documentElement.dataset.page = page;
  if (before === undefined || before === page) return;
  const heading = document.querySelector("main h1, [data-testid=stMain] h1");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: false });
  }
}

// The focus goes to a place once, and never from where a person has gone since they pressed the button.
function focusPlace(place, turn, tries = 20) {
  const root = document.documentElement;
  if (!place || (tries === 20 && root.dataset.turn === String(turn))) return;
  if (tries < 20 && root.dataset.turn !== String(turn)) return;
  root.dataset.turn = String(turn);
  if (Number(root.dataset.moved || 0) > Number(root.dataset.pressed || 0)) return;
  if (!putFocus(place) && tries > 1) setTimeout(() => focusPlace(place, turn, tries - 1), 100);
}

// Where the focus was put last, until the person does something; the frames of a page and of its parts share it.
function putFocus(place) {
  const target = document.querySelector(`.st-key-${place} :is(h2, h3, h4, textarea, input)`);
  if (!target) return false;
  const isBox = target.matches("textarea, input");
  if (!isBox) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: isBox ? "center" : "start" });
  window.appFocus = { place, target };
  return true;
}

// A run that begins at once after another may draw the place anew, and the focus would be lost with the old one.
function putFocusAgain() {
  const put = window.appFocus;
  if (put && !put.target.isConnected && document.activeElement === document.body) putFocus(put.place);
}

function noteMoves() {
  const root = document.documentElement;
  let pressed = null;
  document.addEventListener("focusin", ({ target }) => {
    // React gives the focus back to what had it before it drew anew: nobody has moved.
    if (target !== pressed) root.dataset.moved = String(performance.now());
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    pressed = button;
    root.dataset.pressed = String(performance.now());
  }, true);
}

// While the focus is on a skill, one key is one answer. WCAG 2.1.4 allows this, since no other place reacts to it.
const ANSWERS = { y: "yes", n: "no", u: "not_sure", o: "other", s: "else" };

function answerByKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest) return;
  if (event.target.closest("input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox]")) return;
  const card = event.target.closest("[class*=st-key-card-skill-]");
  if (!card) return;
  const answer = ANSWERS[event.key.toLowerCase()];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (answer) {
    const button = card.querySelector(`[class*="st-key-${answer}-"] button`);
    if (!button) return;
    event.preventDefault();
    button.focus();
    button.click();
  } else if (step) {
    const cards = [...document.querySelectorAll("[class*=st-key-card-skill-]")];
    const next = cards[cards.indexOf(card) + step]?.querySelector("button");
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

// Streamlit binds r (run again) and c (clear) to single keys; WCAG 2.1.4 does not allow that.
function dropSingleKeys(event) {
  const typing = event.target.closest?.("input, textarea, [contenteditable=true]");
  const withModifier = event.ctrlKey || event.metaKey || event.altKey;
  if (!typing && !withModifier && ["r", "c"].includes(event.key.toLowerCase())) event.stopImmediatePropagation();
}

// A short button such as "Yes" gets the name of its card, so that it can be told apart out of context.
function nameButtons() {
  for (const card of document.querySelectorAll("[class*=st-key-card-]")) {
    const about = card.querySelector("h2, h3, h4, strong")?.textContent.trim();
    if (!about) continue;
    for (const button of card.querySelectorAll("button[data-testid^=stBaseButton]")) {
      const shown = button.innerText.trim();
      const name = `${shown}: ${about}`;
      if (!shown || button.getAttribute("aria-label") === name) continue;
      button.setAttribute("aria-label", name);
      button.toggleAttribute("data-given", shown.startsWith("✓"));
    }
  }
  // A table that is wider than the screen scrolls in its frame; the keyboard must reach it.
  for (const frame of document.querySelectorAll("[data-testid=stTable], [data-testid=stTable] div")) {
    const scrolls = frame.scrollWidth > frame.clientWidth + 1 && getComputedStyle(frame).overflowX !== "visible";
    if (scrolls && frame.tabIndex !== 0) frame.tabIndex = 0;
  }
  // A label has backslashes before what Markdown would take for its own signs; the name of a box has none.
  for (const named of document.querySelectorAll('[aria-label*="\\\\"]')) {
    if (named.dataset.named === named.getAttribute("aria-label")) continue;
    named.dataset.named = named.getAttribute("aria-label").replace(/\\([!-/:-@[-`{-~])/g, "$1");
    named.setAttribute("aria-label", named.dataset.named);
  }
  for (const zone of document.querySelectorAll("[data-testid=stFileUploaderDropzone]")) {
    if (zone.getAttribute("role") !== "group") zone.setAttribute("role", "group");
  }
}

// A window that was open before a learner's room was goes into the room, too, or it would show other people beside it.
function followIntoRoom() {
  const rooms = new BroadcastChannel(`recommender-room-${location.port}`);
  rooms.onmessage = ({ data }) => { if (window.readAloud?.room !== data) location.reload(); };
}

function watch() {
  if (document.documentElement.dataset.watched) return;
  document.documentElement.dataset.watched = "yes";
  followIntoRoom();
  window.addEventListener("keydown", dropSingleKeys, { capture: true });
  window.addEventListener("keydown", answerByKey);
  for (const act of ["keydown", "pointerdown"]) {
    window.addEventListener(act, () => { window.appFocus = null; }, { capture: true });
  }
  noteMoves();
  let planned = false;
  const plan = () => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => { planned = false; nameButtons(); putFocusAgain(); });
  };
  new MutationObserver(plan).observe(document.body, { childList: true, subtree: true, characterData: true });
  window.addEventListener("resize", plan); // a zoom can make a table wider than the screen
}

export default function ({ data }) {
  const root = document.documentElement;
  liveRegion();
  watch();
  nameButtons();
  if (data.lang) root.lang = data.lang;
  if (data.page) focusHeading(data.page);
  announce(data.say, data.number);
  focusPlace(data.focus, data.turn);
  root.dataset.run = String(data.run);
}
