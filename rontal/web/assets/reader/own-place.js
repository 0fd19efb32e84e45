// Keeps the place in a book that is open to everybody: in this browser alone, for each file.
import { Drawer } from "./drawer.js";

export class OwnPlace {
  constructor({ base }, storage) {
    this.drawer = new Drawer(storage, `rontal-open-place:${base}`);
  }

  // The library never knows of it.
  get unsent() {
    const { cfi, part } = this.drawer.get() || {};
    return typeof cfi === "string" && Number.isFinite(part) ? { cfi, part } : null;
  }

  keep(cfi, part) {
    this.drawer.put({ cfi, part });
  }

  send() {}
}
