// Stores the reading position of an open book, per file, in this browser only.
import { StorageEntry } from "./storage-entry.js";

export class LocalPosition {
  constructor({ base }, storage) {
    this.entry = new StorageEntry(storage, `rontal-open-place:${base}`);
  }

  // Never sent to the server.
  get unsent() {
    const { cfi, part } = this.entry.get() || {};
    return typeof cfi === "string" && Number.isFinite(part) ? { cfi, part } : null;
  }

  save(cfi, part) {
    this.entry.put({ cfi, part });
  }

  send() {}
}
