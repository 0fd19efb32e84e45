// Positions in an EPUB, for another device's position, for marks, and for search matches.
import * as CFI from "foliate-js/epubcfi.js";
import { fetchOffline } from "./offline-search.js";
import { matchRange, textOf } from "./text-normalisation.js";
import { quoteOf } from "./text-selection.js";

const QUOTE_LENGTH = 120;

export class Locator {
  constructor(book, pages) {
    this.book = book;
    this.pages = pages;
  }

  at({ cfi, part }) {
    return this.book.atPlace(cfi, part);
  }

  name({ index }) {
    return this.book.chapterAt(index, null);
  }

  go(target) {
    return this.pages.jump(target);
  }

  save() {
    this.pages.savePlace();
  }

  here() {
    const { here } = this.pages;
    if (!here) return null;
    const start = here.range && here.range.cloneRange();
    const quote = start ? quoteOf(start).slice(0, QUOTE_LENGTH) : "";
    if (start) start.collapse(true);
    return { ...this.of({ index: here.index, range: start }), quote };
  }

  of({ index, range }) {
    return { cfi: this.book.cfiOf(index, range), part: this.pages.part };
  }

  inSight(mark) {
    const { here } = this.pages;
    const place = here && this.book.atCfi(mark.cfi);
    if (!place || place.index !== here.index) return false;
    if (!here.range) return true;
    const at = place.anchor(here.range.startContainer.ownerDocument);
    return at ? here.range.isPointInRange(at.startContainer, at.startOffset) : false;
  }

  // Marks made in the PDF of the book sort after all others.
  order(one, other) {
    const [text, same] = [one, other].map(({ cfi }) => CFI.isCFI.test(cfi));
    if (text && same) return CFI.compare(one.cfi, other.cfi);
    return same - text || one.part - other.part;
  }

  async show(hit, query, overlay) {
    let range = null;
    const anchor = (doc) => {
      range = matchRange(doc.body, query, hit);
      return range || 0;
    };
    await this.pages.jump({ index: hit.section, anchor });
    if (range) overlay.frame(range);
  }

  // Documents for the search on this device, without SVG documents and those over the size limit.
  documents() {
    const { documents, bytes } = this.book.data.finding;
    return documents.map((index) => {
      const { load, size } = this.book.sections[index];
      const read = async () => (size > 0 && size <= bytes ? fetchText(load()) : null);
      return { section: index, label: this.name({ index }), read };
    });
  }
}

// Text of a document stored on this device, parsed without being shown: it fetches nothing and runs no
// scripts.
async function fetchText(url) {
  const response = await fetchOffline(url);
  const page = new DOMParser().parseFromString(await response.text(), "application/xhtml+xml");
  return response.ok && page.body ? textOf(page.body) : null;
}
