// The app: the browser's own install dialog, and a hint from the second visit on.
// Visits are counted in this browser alone; nothing of it is sent.
const VISITS = "rontal-visits";
const ANSWER = "rontal-install";
const PAUSE = 30 * 60 * 1000;
const LOOKING = /^\/($|koleksi\/|rak\/|kartu\/|privasi\/|standar-pelayanan\/)/;

let offered = null;

export function setUpInstall() {
  const hint = document.querySelector("[data-install-hint]");
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault(); // or the browser's own banner would cover the page
    offered = event;
    if (answer() === "installed") forget(); // it was removed since
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

// A visit begins after half an hour without a page, or on another day.
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

// No hint while somebody fills in a form.
function isForLooking() {
  return LOOKING.test(location.pathname) && !document.querySelector("main .form, main [data-autosave-url]");
}

// True where the hint's place is out of sight, so that nothing that is being read moves.
function isBelow(hint) {
  const before = hint.previousElementSibling;
  return before !== null && before.getBoundingClientRect().bottom >= window.innerHeight;
}

// The button while the browser offers its dialog, else the sentence before the steps.
function showOffer() {
  for (const place of document.querySelectorAll("[data-install-now]")) {
    place.querySelector("p").hidden = offered !== null;
    place.querySelector("button").hidden = offered === null;
  }
}

async function ask(event) {
  event.preventDefault();
  const dialog = offered;
  offered = null; // a browser shows it once; it may offer another later
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
    return "never"; // storage is blocked: it could not be dismissed for good
  }
}

function forget() {
  try {
    localStorage.removeItem(ANSWER);
  } catch {
    // Nothing is stored where storage is blocked.
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
    // Storage is full or blocked: then the next page counts anew.
  }
}
