// Stores the reading position of an open book, per file, in this browser only.
import { Drawer } from "./drawer.js";

export class OwnPlace {
  constructor({ base }, storage) {
    this.drawer = new Drawer(storage, `rontal-open-place:${base}`);
  }

  // Never sent to the server.
  get unsent() {
    const { cfi, part } = this.drawer.get() || {};
    return typeof cfi === "string" && Number.isFinite(part) ? { cfi, part } : null;
  }

  keep(cfi, part) {
    this.drawer.put({ cfi, part });
  }

  send() {}
}
