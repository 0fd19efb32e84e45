// Drafts of forms that lie on this device alone: each has its name below "rontal-form:" and is two
// hours old at most. Signing out takes them all.
const PREFIX = "rontal-form:";
const NOTES = /^rontal-(marks|place):/; // of books, which wait to be sent
const LASTS = 2 * 3600 * 1000; // whoever sits at this computer next does not read it

export function draftOf(name) {
  const kept = read(PREFIX + name);
  return kept && isFresh(kept) ? kept : null;
}

export function keepDraft(name, draft) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false; // a full device, or one that keeps nothing
  }
}

export function dropDraft(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // nothing is kept there
  }
}

// What was sent is with the library.
export function dropSent() {
  for (const name of names()) if ((draftOf(name) || {}).sent) dropDraft(name);
}

// What is older goes with the next page of the library, whichever it is.
export function setUpDrafts() {
  for (const name of names()) if (!draftOf(name)) dropDraft(name);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-drops-drafts]")) dropPersonal();
  });
}

// Everything that somebody typed or read and that lies on this device alone.
export function dropPersonal() {
  names().forEach(dropDraft);
  try {
    for (const key of Object.keys(localStorage)) if (NOTES.test(key)) localStorage.removeItem(key);
  } catch {
    // nothing is kept there
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
