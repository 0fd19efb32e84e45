// Changes that wait in this browser until the library has them, each under a name of its own, so that
// two windows of one book cover nothing of each other. The names tell whose they are: families share
// phones, and nobody sends what another one wrote.
import { Drawer } from "./drawer.js";

export const nameOf = (what, reader, address) => `rontal-${what}:${reader}:${address}`;

// Names in the storage that begin so.
export function namesIn(storage, begin) {
  try {
    return Object.keys(storage).filter((name) => name.startsWith(begin));
  } catch (error) {
    return [];
  }
}

// A removed mark says nothing any more.
export const written = (change) => (change.gone ? { key: change.key, at: change.at, gone: true } : change);

// A place as it is sent, with the time of reading that the library does not know of yet.
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

  // What the browser does not keep is held until the page is left.
  put(change) {
    if (this.drawerOf(change).put(change)) this.held.delete(change.key);
    else this.held.set(change.key, change);
  }

  // Lets go of a change, unless another one to the same thing has come since.
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
