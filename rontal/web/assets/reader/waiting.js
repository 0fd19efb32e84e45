// Unsent changes in localStorage, each under its own key, so that two windows of one book do not
// overwrite each other. The keys contain the account, because families share phones and nobody may send
// another member's notes.
import { Drawer } from "./drawer.js";

export const nameOf = (what, reader, address) => `rontal-${what}:${reader}:${address}`;

// Keys in the storage with this prefix.
export function namesIn(storage, begin) {
  try {
    return Object.keys(storage).filter((name) => name.startsWith(begin));
  } catch {
    return [];
  }
}

// A removed mark is stored without its content.
export const written = (change) => (change.gone ? { key: change.key, at: change.at, gone: true } : change);

// Position in the server's format, with the reading time that is not sent yet.
export const placeFields = ({ cfi, fraction, at, read }) => ({
  tempat: cfi,
  bagian: fraction.toFixed(5),
  pukul: at,
  detik: `${Math.round((read || 0) / 1000)}`,
});

export class Waiting {
  constructor(storage, name) {
    this.storage = storage;
    this.name = `${name}#`;
    this.held = new Map();
  }

  get all() {
    const stored = namesIn(this.storage, this.name).map((name) => new Drawer(this.storage, name).get());
    return [...stored.filter((change) => change && change.key), ...this.held.values()];
  }

  // Held in memory where the browser stores nothing.
  put(change) {
    if (this.drawerOf(change).put(change)) this.held.delete(change.key);
    else this.held.set(change.key, change);
  }

  // Deletes a change, unless a newer one to the same item has replaced it.
  drop(change) {
    const drawer = this.drawerOf(change);
    const same = (one) => one && one.at === change.at;
    if (same(drawer.get())) drawer.put(null);
    if (same(this.held.get(change.key))) this.held.delete(change.key);
  }

  drawerOf({ key }) {
    return new Drawer(this.storage, this.name + key);
  }
}
