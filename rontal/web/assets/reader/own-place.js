// Stores the reading place of a book that is open to everybody: in this browser only, one per file.
import { Drawer } from "./drawer.js";

export class OwnPlace {
  constructor({ base }, storage) {
    this.drawer = new Drawer(storage, `rontal-open-place:${base}`);
  }

  // Returns the stored place; it is never sent to the library.
  get unsent() {
    const { cfi, part } = this.drawer.get() || {};
    return typeof cfi === "string" && Number.isFinite(part) ? { cfi, part } : null;
  }

  keep(cfi, part) {
    this.drawer.put({ cfi, part });
  }

  send() {}
}
