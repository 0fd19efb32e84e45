// IndexedDB of offline books: books with their keys, which cannot be exported from the browser, and
// their encrypted parts. Numbers and times are readable; texts and addresses are in the parts.
import { Database } from "./indexed-db.js";

const database = new Database("rontal-kept", { books: "loan", parts: ["loan", "number"], clock: "name" });

const allOf = (loan) => IDBKeyRange.bound([loan, 0], [loan, Infinity]);

export const books = () => database.read("books", (store) => store.getAll());
export const bookOf = (loan) => database.read("books", (store) => store.get(loan));
export const storeBook = (book) => database.write("books", (store) => store.put(book));
export const partOf = (loan, number) => database.read("parts", (store) => store.get([loan, number]));
export const storePart = (part) => database.write("parts", (store) => store.put(part));
export const clockOf = (name) => database.read("clock", (store) => store.get(name));
export const storeClock = (clock) => database.write("clock", (store) => store.put(clock));

// Numbers of the parts that are stored.
export async function storedPartNumbers(loan) {
  return new Set((await database.read("parts", (store) => store.getAllKeys(allOf(loan)))).map(([, number]) => number));
}

// Deletes the key first, so that nobody can read parts that remain for a moment.
export async function deleteBook(loan) {
  await database.write("books", (store) => store.delete(loan));
  await database.write("parts", (store) => store.delete(allOf(loan)));
}
