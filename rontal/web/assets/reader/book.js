// Adapter of the book to foliate's layout components. Sections are URLs of our own server: the browser
// fetches each document and its resources itself, under their own content security policy.
import * as CFI from "foliate-js/epubcfi.js";
import { SectionProgress, TOCProgress } from "foliate-js/progress.js";

const pathOf = (href) => href.split("#")[0];
const elementOf = (doc, id) => doc.getElementById(id) || doc.querySelector(`[name="${CSS.escape(id)}"]`);

export class Book {
  constructor(data) {
    this.data = data;
    this.about = data.about ? new URL(data.about, location.href).href : ""; // the title's page of a sample
    this.dir = data.rtl ? "rtl" : "ltr";
    this.rendition = { layout: data.fixed ? "pre-paginated" : "reflowable", spread: "none" };
    this.sections = data.sections.map((section) => ({
      id: section.path,
      load: () => section.source,
      unload: () => {},
      linear: section.linear ? "yes" : "no",
      size: section.size,
      step: section.step,
    }));
    this.toc = data.contents.map(tocItem);
    this.progress = new SectionProgress(this.sections, 1500, 1600);
    this.chapters = new TOCProgress();
  }

  // Prepares the table of contents for finding the chapter of a position.
  async init() {
    await this.chapters.init({
      toc: this.toc,
      ids: this.sections.map((section) => section.id),
      splitHref: (href) => (href ? href.split("#") : []),
      getFragment: (doc, id) => (id ? elementOf(doc, id) : doc.body),
    });
  }

  chapterAt(index, range) {
    try {
      const item = this.chapters.getProgress(index, range);
      return item ? item.label : "";
    } catch (error) {
      if (error instanceof DOMException) return ""; // the document changed below the range
      throw error;
    }
  }

  fractionAt({ index, fraction, size }) {
    return Math.min(1, Math.max(0, this.progress.getProgress(index, fraction, size).fraction || 0));
  }

  atFraction(fraction) {
    const [index, anchor] = this.progress.getSection(fraction);
    return { index, anchor };
  }

  // Position as EPUB CFI: the section's step in the spine, then the range in its document.
  cfiOf(index, range) {
    const base = `epubcfi(/6/${this.sections[index].step})`;
    return range ? CFI.joinIndir(base, CFI.fromRange(range)) : base;
  }

  atCfi(cfi) {
    if (!CFI.isCFI.test(cfi)) return null;
    const parts = CFI.parse(cfi);
    const spine = (parts.parent || parts).shift();
    const step = spine[spine.length - 1].index;
    const index = this.sections.findIndex((section) => section.step === step);
    if (index < 0) return null;
    const inside = (parts.parent || parts).length > 0;
    return { index, anchor: inside ? (doc) => rangeIn(doc, parts) : () => 0 };
  }

  // Resolves a stored position; for another edition or format, by the fraction read.
  atPlace(cfi, part) {
    return this.atCfi(cfi) || (part ? this.atFraction(part) : this.first());
  }

  atHref(href) {
    const [path, fragment] = href.split("#");
    const index = this.sections.findIndex((section) => section.id === path);
    if (index < 0) return null;
    return { index, anchor: fragment ? (doc) => elementOf(doc, fragment) || 0 : () => 0 };
  }

  // Target of a link: a position in the book, or an external URL.
  follow(address) {
    const url = new URL(address);
    const base = new URL(this.data.base, location.href);
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return null;
    const path = decodeURIComponent(url.pathname.slice(base.pathname.length));
    return this.atHref(path + decodeURIComponent(url.hash));
  }

  first() {
    return { index: this.sections.findIndex((section) => section.linear !== "no"), anchor: () => 0 };
  }

  last() {
    return { index: this.sections.length - 1, anchor: () => 1 };
  }
}

function tocItem(entry) {
  const children = entry.children.map(tocItem);
  return { label: entry.label, href: entry.href, subitems: children.length ? children : null };
}

function rangeIn(doc, parts) {
  try {
    return CFI.toRange(doc, parts);
  } catch {
    return 0; // another edition replaced the book: start of its section
  }
}

export { pathOf };
