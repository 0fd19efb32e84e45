// Page display settings: fit, single or spread, paged or scrolled. Stored in this browser; paged or
// scrolled is shared with the EPUB reader.
import { StorageEntry } from "../reader/storage-entry.js";

const STORAGE_KEY = "rontal-pages";
const FITS = ["auto", "whole", "width", "height"];
const NARROW_WIDTH = 700;
const LOW_HEIGHT = 480; // height of a phone in landscape
const LONG_SHAPE = 2; // aspect ratio from which a page is read lengthwise

export class PageSettings extends EventTarget {
  constructor(storage, display) {
    super();
    this.display = display;
    this.entry = new StorageEntry(storage, STORAGE_KEY);
    this.chosen = { fit: "auto", pages: "auto", ...this.load() };
    display.addEventListener("change", () => this.dispatchEvent(new Event("change")));
  }

  load() {
    const stored = this.entry.get() || {};
    const valid = {};
    if (FITS.includes(stored.fit)) valid.fit = stored.fit;
    if (["auto", "one", "two"].includes(stored.pages)) valid.pages = stored.pages;
    return valid;
  }

  choose(change) {
    Object.assign(this.chosen, change);
    this.entry.put(this.chosen);
    this.dispatchEvent(new Event("change"));
  }

  get scrolls() {
    return this.display.chosen.flow === "scrolled";
  }

  // Spreads where the screen is wide and the pages are upright.
  two(width, height, shape) {
    if (this.chosen.pages !== "auto") return this.chosen.pages === "two";
    return !this.scrolls && shape < 1 && height >= LOW_HEIGHT && width > height * shape * 2;
  }

  fit(width, height, shape) {
    if (this.chosen.fit !== "auto") return this.chosen.fit;
    if (shape > LONG_SHAPE) return "along";
    return width < NARROW_WIDTH || height < LOW_HEIGHT || this.scrolls ? "width" : "whole";
  }
}
