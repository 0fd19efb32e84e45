// What is kept on this device: books with their keys, which cannot be taken out of the browser, and
// parts sealed by them. Numbers and times lie open, words and addresses are in the parts.
import { Database } from "./indexed-db.js";

const database = new Database("rontal-kept", { books: "loan", parts: ["loan", "number"], clock: "name" });

const allOf = (loan) => IDBKeyRange.bound([loan, 0], [loan, Infinity]);

export const books = () => database.read("books", (store) => store.getAll());
export const bookOf = (loan) => database.read("books", (store) => store.get(loan));
export const keepBook = (book) => database.write("books", (store) => store.put(book));
export const partOf = (loan, number) => database.read("parts", (store) => store.get([loan, number]));
export const keepPart = (part) => database.write("parts", (store) => store.put(part));
export const clockOf = (name) => database.read("clock", (store) => store.get(name));
export const keepClock = (clock) => database.write("clock", (store) => store.put(clock));

// Numbers of the parts that are here.
export async function numbersOf(loan) {
  return new Set((await database.read("parts", (store) => store.getAllKeys(allOf(loan)))).map(([, number]) => number));
}

// The key goes first of all: what may be left for a moment is of no use to anybody.
export async function forget(loan) {
  await database.write("books", (store) => store.delete(loan));
  await database.write("parts", (store) => store.delete(allOf(loan)));
}
