// The book in the interface that foliate's layout components expect. Sections are addresses of our
// own server: the browser itself fetches a page and its resources, each under its own content
// policy.
import * as CFI from "foliate-js/epubcfi.js";
import { SectionProgress, TOCProgress } from "foliate-js/progress.js";

const pathOf = (href) => href.split("#")[0];
const elementOf = (doc, id) =>
  doc.getElementById(id) || doc.querySelector(`[name="${CSS.escape(id)}"]`);

export class Book {
  constructor(data) {
    this.data = data;
    this.about = data.about ? new URL(data.about, location.href).href : ""; // address of the title's page, to which a sample links
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

  // Prepares the table of contents for looking up the chapter of a place.
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
      if (error instanceof DOMException) return ""; // the document changed while the range was in use
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

  // Returns a place as an EPUB CFI: the section's step in the spine and a range in it.
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

  // Returns a stored place; a place of another edition is converted by its fraction `part`.
  atPlace(cfi, part) {
    return this.atCfi(cfi) || (part ? this.atFraction(part) : this.first());
  }

  atHref(href) {
    const [path, fragment] = href.split("#");
    const index = this.sections.findIndex((section) => section.id === path);
    if (index < 0) return null;
    return { index, anchor: fragment ? (doc) => elementOf(doc, fragment) || 0 : () => 0 };
  }

  // Returns the target of a link: a place in the book, or null for an address outside of it.
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
  } catch (error) {
    return 0; // the file was replaced by another edition: start of the section
  }
}

export { pathOf };
