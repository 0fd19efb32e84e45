// Installation as an app: opens the browser's install dialog, and shows a hint from the second
// visit on. Visits are counted in this browser only; nothing is sent to the server.
const VISITS = "rontal-visits";
const ANSWER = "rontal-install";
const VISIT_GAP = 30 * 60 * 1000;
const BROWSING = /^\/($|koleksi\/|rak\/|kartu\/|privasi\/|standar-pelayanan\/)/;

let installPrompt = null;

export function setUpInstall() {
  const hint = document.querySelector("[data-install-hint]");
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault(); // else the browser's own banner would cover the page
    installPrompt = event;
    if (storedAnswer() === "installed") deleteAnswer(); // offered again, so the app was removed since
    showInstallButton();
  });
  window.addEventListener("appinstalled", () => storeAnswer("installed", hint));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-install-never]")) storeAnswer("never", hint);
    else if (event.target.closest("[data-install-open]") && installPrompt) promptInstall(event);
  });
  const visits = countVisit();
  if (storedAnswer() === "installed") showInstalled();
  if (hint && visits >= 2 && !storedAnswer() && !isInstalledApp() && isBrowsingPage() && isBelow(hint))
    hint.hidden = false;
}

// Counts a visit: a page after half an hour without one, or on another day. Returns the number.
function countVisit() {
  const now = Date.now();
  const { count = 0, last = 0 } = readVisits();
  const isNew = now - last >= VISIT_GAP || new Date(now).toDateString() !== new Date(last).toDateString();
  const visits = count + (isNew ? 1 : 0);
  writeStorage(VISITS, JSON.stringify({ count: visits, last: now }));
  return visits;
}

function isInstalledApp() {
  const apps = "(display-mode: standalone), (display-mode: minimal-ui), (display-mode: window-controls-overlay)";
  const isInStoreApp = document.referrer.startsWith("android-app://");
  return isInStoreApp || navigator.standalone === true || window.matchMedia(apps).matches;
}

// True on pages for browsing; a hint would disturb a user who fills in a form.
function isBrowsingPage() {
  return BROWSING.test(location.pathname) && !document.querySelector("main .form, main [data-autosave-url]");
}

// True if the hint's place is below the visible part, so that nothing that is being read moves.
function isBelow(hint) {
  const before = hint.previousElementSibling;
  return before !== null && before.getBoundingClientRect().bottom >= window.innerHeight;
}

// Shows the button while the browser offers its dialog, else the sentence before the manual steps.
function showInstallButton() {
  for (const element of document.querySelectorAll("[data-install-now]")) {
    element.querySelector("p").hidden = installPrompt !== null;
    element.querySelector("button").hidden = installPrompt === null;
  }
}

async function promptInstall(event) {
  event.preventDefault();
  const prompt = installPrompt;
  installPrompt = null; // an offer works once; the browser may send another one later
  try {
    await prompt.prompt();
    showInstallButton();
  } catch {
    location.assign("/pasang/");
  }
}

function storeAnswer(value, hint) {
  writeStorage(ANSWER, value);
  if (value === "installed") showInstalled();
  if (!hint || hint.hidden) return;
  const hadFocus = hint.contains(document.activeElement);
  hint.hidden = true;
  if (hadFocus) document.querySelector("main").focus({ preventScroll: true });
}

function showInstalled() {
  installPrompt = null;
  showInstallButton();
  for (const element of document.querySelectorAll("[data-install-now]")) {
    element.querySelector("p").textContent = element.dataset.installed;
  }
}

function storedAnswer() {
  try {
    return localStorage.getItem(ANSWER);
  } catch {
    return "never"; // storage is blocked: a dismissal could not be stored
  }
}

function deleteAnswer() {
  try {
    localStorage.removeItem(ANSWER);
  } catch {
    // storage is blocked: nothing is stored
  }
}

function readVisits() {
  try {
    return JSON.parse(localStorage.getItem(VISITS)) || {};
  } catch {
    return {};
  }
}

function writeStorage(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // storage is full or blocked: the count starts again with the next page
  }
}
