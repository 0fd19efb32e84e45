// Images of the page in a dialog with zoom.
const ZOOMS = [1, 1.5, 2, 3, 4, 6];
const INLINE = /^data:image\//i;
const XLINK = "http://www.w3.org/1999/xlink";

export class Pictures {
  constructor(book, pages, root) {
    this.pages = pages;
    this.at = 0;
    this.found = [];
    this.base = new URL(book.data.base, location.href).href;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.sheet = root.getElementById("picture");
    pages.addEventListener("tap", ({ detail }) => this.tapped(detail));
    for (const button of this.sheet.querySelectorAll("[data-zoom]"))
      button.addEventListener("click", () => this.zoom(this.size + Number(button.dataset.zoom)));
    this.one("next-picture").addEventListener("click", () => this.show(this.at + 1));
    this.sheet.addEventListener("keydown", ({ key }) => {
      if (key === "+" || key === "=") this.zoom(this.size + 1);
      if (key === "-") this.zoom(this.size - 1);
    });
  }

  tapped({ target }) {
    const picture = target.closest("img, image");
    if (!picture || !this.addressOf(picture)) return;
    this.found = [picture];
    this.show(0);
  }

  // By shortcut key: the visible images, one after the other.
  open() {
    const [shown] = this.pages.view.getContents();
    const { range } = this.pages.here || {};
    if (!shown || !shown.doc) return;
    const all = [...shown.doc.querySelectorAll("img, image")].filter((picture) => this.addressOf(picture));
    this.found = all.filter((picture) => !range || range.intersectsNode(picture));
    if (this.found.length) this.show(0);
  }

  show(number) {
    this.at = number % this.found.length;
    const picture = this.found[this.at];
    const shown = this.one("picture");
    shown.src = this.addressOf(picture);
    shown.alt = picture.getAttribute("alt") || picture.getAttribute("aria-label") || "";
    this.one("next-picture").hidden = this.found.length < 2;
    this.zoom(0);
    if (!this.sheet.open) this.sheet.showModal();
  }

  zoom(size) {
    this.size = Math.max(0, Math.min(ZOOMS.length - 1, size));
    const percent = `${100 * ZOOMS[this.size]}%`;
    this.one("zoom-now").textContent = percent;
    const { style } = this.one("picture");
    style.width = this.size ? percent : "";
    style.maxWidth = style.maxHeight = this.size ? "none" : "";
  }

  // Only URLs of the book or data URLs, because this document may fetch more than a book may.
  addressOf(picture) {
    const given = picture.getAttribute("src") || picture.getAttribute("href") || picture.getAttributeNS(XLINK, "href");
    const href = given ? resolved(given, picture.baseURI) : "";
    return href.startsWith(this.base) || INLINE.test(href) ? href : "";
  }
}

function resolved(address, base) {
  try {
    return new URL(address, base).href;
  } catch {
    return ""; // invalid URL
  }
}
