// OpenDyslexic, a typeface that is fetched only when chosen. Its bytes are passed to the document of the
// book, whose content security policy then needs no exception.
export class DyslexiaFont {
  constructor(urls, display, pages) {
    this.urls = urls;
    this.display = display;
    this.done = new WeakSet();
    pages.addEventListener("page", ({ detail }) => this.addTo(detail.doc));
    display.addEventListener("change", () => {
      for (const { doc } of pages.view.getContents()) if (doc) this.addTo(doc);
    });
  }

  async addTo(doc) {
    if (this.display.chosen.face !== "dyslexic" || this.done.has(doc)) return;
    this.done.add(doc);
    try {
      this.bytes = this.bytes || Promise.all(Object.entries(this.urls).map(fetchFont));
      for (const [weight, bytes] of await this.bytes) {
        const { defaultView } = doc;
        if (defaultView) doc.fonts.add(new defaultView.FontFace("OpenDyslexic", bytes, { weight }));
      }
    } catch {
      this.bytes = null; // no connection: retried on the next page, this one keeps its typeface
    }
  }
}

async function fetchFont([weight, url]) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  return [weight, await response.arrayBuffer()];
}
