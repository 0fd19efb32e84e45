// Installation as an app: opens the browser's install dialog, and shows a hint from the second
// visit on. Visits are counted in this browser only; nothing is sent to the server.
const VISITS = "rontal-visits";
const ANSWER = "rontal-install";
const PAUSE = 30 * 60 * 1000;
const LOOKING = /^\/($|koleksi\/|rak\/|kartu\/|privasi\/|standar-pelayanan\/)/;

let offered = null;

export function setUpInstall() {
  const hint = document.querySelector("[data-install-hint]");
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault(); // else the browser's own banner would cover the page
    offered = event;
    if (answer() === "installed") forget(); // offered again, so the app was removed since
    showOffer();
  });
  window.addEventListener("appinstalled", () => remember("installed", hint));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-install-never]")) remember("never", hint);
    else if (event.target.closest("[data-install-open]") && offered) ask(event);
  });
  const visits = countVisit();
  if (answer() === "installed") tellInstalled();
  if (hint && visits >= 2 && !answer() && !isApp() && isForLooking() && isBelow(hint)) hint.hidden = false;
}

// Counts a visit: a page after half an hour without one, or on another day. Returns the number.
function countVisit() {
  const now = Date.now();
  const { count = 0, last = 0 } = read();
  const isNew = now - last >= PAUSE || new Date(now).toDateString() !== new Date(last).toDateString();
  const visits = count + (isNew ? 1 : 0);
  write(VISITS, JSON.stringify({ count: visits, last: now }));
  return visits;
}

function isApp() {
  const apps = "(display-mode: standalone), (display-mode: minimal-ui), (display-mode: window-controls-overlay)";
  const isInStoreApp = document.referrer.startsWith("android-app://");
  return isInStoreApp || navigator.standalone === true || window.matchMedia(apps).matches;
}

// True on pages for browsing; a hint would disturb somebody who fills in a form.
function isForLooking() {
  return LOOKING.test(location.pathname) && !document.querySelector("main .form, main [data-autosave-url]");
}

// True if the hint's place is below the visible part, so that nothing that is being read moves.
function isBelow(hint) {
  const before = hint.previousElementSibling;
  return before !== null && before.getBoundingClientRect().bottom >= window.innerHeight;
}

// Shows the button while the browser offers its dialog, else the sentence before the manual steps.
function showOffer() {
  for (const place of document.querySelectorAll("[data-install-now]")) {
    place.querySelector("p").hidden = offered !== null;
    place.querySelector("button").hidden = offered === null;
  }
}

async function ask(event) {
  event.preventDefault();
  const dialog = offered;
  offered = null; // an offer works once; the browser may send another one later
  try {
    await dialog.prompt();
    showOffer();
  } catch {
    location.assign("/pasang/");
  }
}

function remember(what, hint) {
  write(ANSWER, what);
  if (what === "installed") tellInstalled();
  if (!hint || hint.hidden) return;
  const hadFocus = hint.contains(document.activeElement);
  hint.hidden = true;
  if (hadFocus) document.querySelector("main").focus({ preventScroll: true });
}

function tellInstalled() {
  offered = null;
  showOffer();
  for (const place of document.querySelectorAll("[data-install-now]")) {
    place.querySelector("p").textContent = place.dataset.installed;
  }
}

function answer() {
  try {
    return localStorage.getItem(ANSWER);
  } catch {
    return "never"; // storage is blocked: a dismissal could not be stored
  }
}

function forget() {
  try {
    localStorage.removeItem(ANSWER);
  } catch {
    // storage is blocked: nothing is stored
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(VISITS)) || {};
  } catch {
    return {};
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // storage is full or blocked: the count starts again with the next page
  }
}
