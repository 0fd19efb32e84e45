// Drafts of forms that are stored on this device only: in localStorage under "rontal-form:" and a
// name, for at most two hours. Signing out deletes all of them.
const PREFIX = "rontal-form:";
const UNSENT_READING = /^rontal-(marks|place):/; // marks and reading places of books that are not sent yet
const MAX_AGE = 2 * 3600 * 1000; // so that the next person at this computer does not read it

export function draftOf(name) {
  const stored = read(PREFIX + name);
  return stored && isFresh(stored) ? stored : null;
}

export function storeDraft(name, draft) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false; // storage is full or blocked
  }
}

export function deleteDraft(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // storage is blocked
  }
}

// Deletes the drafts that were sent, which the server now has.
export function deleteSentDrafts() {
  for (const name of draftNames()) if ((draftOf(name) || {}).sent) deleteDraft(name);
}

// Deletes expired drafts on every page, and all personal data when a sign-out form is submitted.
export function setUpDrafts() {
  for (const name of draftNames()) if (!draftOf(name)) deleteDraft(name);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-drops-drafts]")) deletePersonalData();
  });
}

// Deletes all drafts and all unsent marks and reading places from this device.
export function deletePersonalData() {
  draftNames().forEach(deleteDraft);
  try {
    for (const key of Object.keys(localStorage)) if (UNSENT_READING.test(key)) localStorage.removeItem(key);
  } catch {
    // storage is blocked
  }
}

function draftNames() {
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
  return age >= 0 && age < MAX_AGE;
}
