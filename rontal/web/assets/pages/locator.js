// Positions in a paged book, for another device's position, for marks, and for search matches.
import { fetchOffline } from "../reader/offline-search.js";
import { fold, matchRange, displayText } from "../reader/text-normalisation.js";
import { quoteOf } from "../reader/text-selection.js";
import { offsetsOf, rangeAt, textOfLine } from "./text-lines.js";

const PAGE = /^page=(\d+)(?:&char=(\d+),(\d+))?$/;
const QUOTE_LENGTH = 120;

export class Locator {
  constructor(book, view) {
    this.book = book;
    this.view = view;
  }

  at(place) {
    return this.book.at(place);
  }

  name(page) {
    return this.book.name(page);
  }

  go(page) {
    this.view.jump(page);
  }

  save() {
    this.view.moved(true);
  }

  here() {
    const { page } = this.view;
    const { layer } = this.view.sheet(page);
    const all = document.createRange();
    if (layer) all.selectNodeContents(layer);
    const quote = layer ? quoteOf(all).slice(0, QUOTE_LENGTH) : "";
    return { cfi: `page=${page}`, part: this.book.part(page), quote };
  }

  of({ page, layer, range }) {
    return { cfi: `page=${page}&char=${offsetsOf(layer, range)}`, part: this.book.part(page) };
  }

  // Range of a highlight on a page, or null where it is not on it. In another edition, whose offsets
  // differ, it is found by its text.
  rangeOn(layer, page, { cfi, quote }) {
    const [, number, start, end] = PAGE.exec(cfi) || [];
    if (Number(number) !== page || !end) return null;
    const range = rangeAt(layer, Number(start), Number(end));
    if (range && quoteOf(range).startsWith(quote)) return range;
    return quote && matchRange(layer, fold(quote), { nth: 0, before: "", after: "" });
  }

  // Marks made in another format have no exact page.
  inSight(mark) {
    return PAGE.test(mark.cfi) && this.view.shown.includes(this.at(mark));
  }

  order(one, other) {
    const start = ({ cfi }) => Number((PAGE.exec(cfi) || [])[2] || 0);
    return one.part - other.part || start(one) - start(other);
  }

  async show(hit, query, overlay) {
    const page = hit.section + 1;
    this.view.jump(page);
    const layer = await this.view.sheet(page).read();
    overlay.frame(layer && matchRange(layer, query, hit));
  }

  // Documents for the search on this device.
  documents() {
    return Array.from({ length: this.book.total }, (_none, section) => ({
      section,
      label: this.heading(section + 1),
      read: () => fetchText(this.book.url(section + 1, "teks.json")),
    }));
  }

  // Returns "Page 12 (xii)".
  heading(page) {
    const { finding, labels } = this.book.data;
    const name = finding.words.page.replace("{page}", page);
    return labels[page] ? `${name} (${labels[page]})` : name;
  }
}

// Text of a page stored on this device, null where the server could not read it.
async function fetchText(url) {
  const response = await fetchOffline(url);
  if (!response.ok) return null;
  const { lines } = await response.json();
  return displayText(lines.map(([, , , , words]) => textOfLine(words)).join(""));
}
