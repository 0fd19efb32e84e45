// Unsent changes, stored in this browser until the library has them, each under its own name, so
// that two windows of one book do not overwrite each other. The names contain the reader: families
// share phones, and one person's changes must not be sent as another's.
import { Drawer } from "./drawer.js";

export const nameOf = (what, reader, address) => `rontal-${what}:${reader}:${address}`;

// Returns the names in the storage that start with `begin`.
export function namesIn(storage, begin) {
  try {
    return Object.keys(storage).filter((name) => name.startsWith(begin));
  } catch (error) {
    return [];
  }
}

// Returns a change as it is sent: a removed mark without its content.
export const written = (change) => (change.gone ? { key: change.key, at: change.at, gone: true } : change);

// Returns the form fields of a place, with the unreported reading time in seconds.
export const placeFields = ({ cfi, fraction, at, read }) => ({
  tempat: cfi,
  bagian: fraction.toFixed(5),
  pukul: at,
  detik: Math.round((read || 0) / 1000),
});

export class Waiting {
  constructor(storage, name) {
    Object.assign(this, { storage, name: `${name}#`, held: new Map() });
  }

  get all() {
    const stored = namesIn(this.storage, this.name).map((name) => new Drawer(this.storage, name).get());
    return [...stored.filter((change) => change && change.key), ...this.held.values()];
  }

  // Holds the change in memory if the browser cannot store it; it is lost when the page is left.
  put(change) {
    if (this.drawerOf(change).put(change)) this.held.delete(change.key);
    else this.held.set(change.key, change);
  }

  // Drops a change, unless a later one to the same mark has been stored.
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
