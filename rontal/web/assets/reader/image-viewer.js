// Images of the page in a dialog with zoom.
const ZOOMS = [1, 1.5, 2, 3, 4, 6];
const INLINE = /^data:image\//i;
const XLINK = "http://www.w3.org/1999/xlink";

export class ImageViewer {
  constructor(book, pages, root) {
    this.pages = pages;
    this.index = 0;
    this.images = [];
    this.base = new URL(book.data.base, location.href).href;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.dialog = root.getElementById("picture");
    pages.addEventListener("tap", ({ detail }) => this.onTap(detail));
    for (const button of this.dialog.querySelectorAll("[data-zoom]"))
      button.addEventListener("click", () => this.zoom(this.size + Number(button.dataset.zoom)));
    this.one("next-picture").addEventListener("click", () => this.show(this.index + 1));
    this.dialog.addEventListener("keydown", ({ key }) => {
      if (key === "+" || key === "=") this.zoom(this.size + 1);
      if (key === "-") this.zoom(this.size - 1);
    });
  }

  onTap({ target }) {
    const image = target.closest("img, image");
    if (!image || !this.urlOf(image)) return;
    this.images = [image];
    this.show(0);
  }

  // By shortcut key: the visible images, one after the other.
  open() {
    const [shown] = this.pages.view.getContents();
    const { range } = this.pages.here || {};
    if (!shown || !shown.doc) return;
    const all = [...shown.doc.querySelectorAll("img, image")].filter((image) => this.urlOf(image));
    this.images = all.filter((image) => !range || range.intersectsNode(image));
    if (this.images.length) this.show(0);
  }

  show(number) {
    this.index = number % this.images.length;
    const image = this.images[this.index];
    const shown = this.one("picture");
    shown.src = this.urlOf(image);
    shown.alt = image.getAttribute("alt") || image.getAttribute("aria-label") || "";
    this.one("next-picture").hidden = this.images.length < 2;
    this.zoom(0);
    if (!this.dialog.open) this.dialog.showModal();
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
  urlOf(image) {
    const source = image.getAttribute("src") || image.getAttribute("href") || image.getAttributeNS(XLINK, "href");
    const resolved = source ? resolveUrl(source, image.baseURI) : "";
    return resolved.startsWith(this.base) || INLINE.test(resolved) ? resolved : "";
  }
}

function resolveUrl(url, baseUrl) {
  try {
    return new URL(url, baseUrl).href;
  } catch {
    return ""; // invalid URL
  }
}
