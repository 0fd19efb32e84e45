// Shows a footnote in a dialog, so that the reader stays on the page. Only its text is copied: content
// of a book never becomes part of this document.
const OPS = "http://www.idpf.org/2007/ops";
const MAX_LENGTH = 6000;
const BACKLINK = "[role~='doc-backlink']";
const PARTS = "p, li, dd, blockquote";

export class Footnotes {
  constructor(book, pages, root) {
    this.book = book;
    this.pages = pages;
    this.root = root;
    this.dialog = root.getElementById("footnote");
    pages.addEventListener("follow", (event) => {
      if (!isNoteReference(event.detail.link)) return;
      event.preventDefault();
      this.open(event.detail);
    });
    root.querySelector("[data-footnote-go]").addEventListener("click", () => {
      this.dialog.close();
      pages.jump(this.target);
    });
  }

  async open({ link, url, target }) {
    this.target = target;
    const note = findNote(await this.documentOf(link, target), new URL(url).hash);
    if (!note) return this.pages.jump(target);
    this.root.querySelector("[data-footnote]").replaceChildren(...textsOf(note).map((words) => this.paragraph(words)));
    this.dialog.showModal();
  }

  paragraph(words) {
    const paragraph = this.root.createElement("p");
    paragraph.textContent = words;
    return paragraph;
  }

  // Current document, or another one that is loaded without being shown.
  async documentOf(link, { index }) {
    if (index === this.pages.here.index) return link.ownerDocument;
    const response = await fetch(this.book.sections[index].load()).catch(() => null);
    return response && response.ok
      ? new DOMParser().parseFromString(await response.text(), "application/xhtml+xml")
      : null;
  }
}

function isNoteReference(link) {
  const kinds = `${link.getAttributeNS(OPS, "type") || ""} ${link.getAttribute("role") || ""}`;
  return /(^|[ -])noteref( |$)/.test(kinds);
}

function findNote(doc, hash) {
  const id = decodeURIComponent(hash.slice(1));
  const found = doc && id ? doc.getElementById(id) : null;
  return found && (found.matches("a, span, sup") ? found.closest("aside, li, p, dd, div") : found);
}

function textsOf(note) {
  const copy = note.cloneNode(true);
  for (const link of copy.querySelectorAll(`${BACKLINK}, a`))
    if (link.matches(BACKLINK) || (link.getAttributeNS(OPS, "type") || "").includes("backlink")) link.remove();
  const inner = [...copy.querySelectorAll(PARTS)].filter((part) => !part.querySelector(PARTS));
  const parts = (inner.length ? inner : [copy]).map((part) => part.textContent.replace(/\s+/g, " ").trim());
  return parts.filter(Boolean).map((words) => words.slice(0, MAX_LENGTH));
}
