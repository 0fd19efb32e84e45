// Drafts of forms that are stored on this device only: in localStorage under "rontal-form:" and a
// name, for at most two hours. Signing out deletes all of them.
const PREFIX = "rontal-form:";
const NOTES = /^rontal-(marks|place):/; // marks and reading places of books that are not sent yet
const LASTS = 2 * 3600 * 1000; // so that the next person at this computer does not read it

export function draftOf(name) {
  const kept = read(PREFIX + name);
  return kept && isFresh(kept) ? kept : null;
}

export function keepDraft(name, draft) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false; // storage is full or blocked
  }
}

export function dropDraft(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // storage is blocked
  }
}

// Deletes the drafts that were sent: the library has them now.
export function dropSent() {
  for (const name of names()) if ((draftOf(name) || {}).sent) dropDraft(name);
}

// Deletes expired drafts on every page, and all personal data when a sign-out form is submitted.
export function setUpDrafts() {
  for (const name of names()) if (!draftOf(name)) dropDraft(name);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-drops-drafts]")) dropPersonal();
  });
}

// Deletes all drafts and all unsent marks and reading places from this device.
export function dropPersonal() {
  names().forEach(dropDraft);
  try {
    for (const key of Object.keys(localStorage)) if (NOTES.test(key)) localStorage.removeItem(key);
  } catch {
    // storage is blocked
  }
}

function names() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function isFresh({ at }) {
  const age = Date.now() - at;
  return age >= 0 && age < LASTS;
}
