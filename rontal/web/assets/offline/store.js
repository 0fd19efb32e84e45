// What is kept on this device: books with their keys, which cannot be taken out of the browser, and
// parts sealed by them. Numbers and times lie open, words and addresses are in the parts.
const NAME = "rontal-kept";

let database = null;

function opened() {
  if (database) return database;
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("books", { keyPath: "loan" });
    asked.result.createObjectStore("parts", { keyPath: ["loan", "number"] });
    asked.result.createObjectStore("clock", { keyPath: "name" });
  };
  database = done(asked);
  database.then((found) => (found.onversionchange = found.onclose = closed), closed);
  return database;
}

function closed() {
  if (this && this.close) this.close();
  database = null;
}

function done(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function reading(name, ask) {
  return done(ask((await opened()).transaction(name).objectStore(name)));
}

// Resolves when it is written to the end: a full device says so only then.
async function writing(names, write) {
  const change = (await opened()).transaction(names, "readwrite");
  write(change);
  return new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onabort = change.onerror = () => reject(change.error);
  });
}

const allOf = (loan) => IDBKeyRange.bound([loan, 0], [loan, Infinity]);

export const books = () => reading("books", (store) => store.getAll());
export const bookOf = (loan) => reading("books", (store) => store.get(loan));
export const keepBook = (book) => writing(["books"], (change) => change.objectStore("books").put(book));
export const partOf = (loan, number) => reading("parts", (store) => store.get([loan, number]));
export const keepPart = (part) => writing(["parts"], (change) => change.objectStore("parts").put(part));
export const clockOf = (name) => reading("clock", (store) => store.get(name));
export const keepClock = (clock) => writing(["clock"], (change) => change.objectStore("clock").put(clock));

// Numbers of the parts that are here.
export async function numbersOf(loan) {
  return new Set((await reading("parts", (store) => store.getAllKeys(allOf(loan)))).map(([, number]) => number));
}

// The key goes first of all: what may be left for a moment is of no use to anybody.
export async function forget(loan) {
  await writing(["books"], (change) => change.objectStore("books").delete(loan));
  await writing(["parts"], (change) => change.objectStore("parts").delete(allOf(loan)));
}
