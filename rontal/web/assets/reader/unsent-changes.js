// Unsent changes in localStorage, each under its own key, so that two windows of one book do not
// overwrite each other. The keys contain the account, because families share phones and nobody may send
// another member's notes.
import { StorageEntry } from "./storage-entry.js";

export const storageKey = (kind, reader, address) => `rontal-${kind}:${reader}:${address}`;

// Keys in the storage with this prefix.
export function keysWithPrefix(storage, prefix) {
  try {
    return Object.keys(storage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

// A removed mark is stored without its content.
export const payloadOf = (change) => (change.gone ? { key: change.key, at: change.at, gone: true } : change);

// Position in the server's format, with the reading time that is not sent yet.
export const positionFields = ({ cfi, fraction, at, read }) => ({
  tempat: cfi,
  bagian: fraction.toFixed(5),
  pukul: at,
  detik: `${Math.round((read || 0) / 1000)}`,
});

export class UnsentChanges {
  constructor(storage, name) {
    this.storage = storage;
    this.name = `${name}#`;
    this.memory = new Map();
  }

  get all() {
    const stored = keysWithPrefix(this.storage, this.name).map((name) => new StorageEntry(this.storage, name).get());
    return [...stored.filter((change) => change && change.key), ...this.memory.values()];
  }

  // Held in memory where the browser stores nothing.
  put(change) {
    if (this.entryOf(change).put(change)) this.memory.delete(change.key);
    else this.memory.set(change.key, change);
  }

  // Deletes a change, unless a newer one to the same item has replaced it.
  drop(change) {
    const entry = this.entryOf(change);
    const isSame = (one) => one && one.at === change.at;
    if (isSame(entry.get())) entry.put(null);
    if (isSame(this.memory.get(change.key))) this.memory.delete(change.key);
  }

  entryOf({ key }) {
    return new StorageEntry(this.storage, this.name + key);
  }
}
