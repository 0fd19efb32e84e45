// Typeface that is fetched only when chosen. Its bytes are passed to the document of the book, whose
// content security policy then needs no exception.
export class Faces {
  constructor(addresses, display, pages) {
    this.addresses = addresses;
    this.display = display;
    this.dressed = new WeakSet();
    pages.addEventListener("page", ({ detail }) => this.dress(detail.doc));
    display.addEventListener("change", () => {
      for (const { doc } of pages.view.getContents()) if (doc) this.dress(doc);
    });
  }

  async dress(doc) {
    if (this.display.chosen.face !== "dyslexic" || this.dressed.has(doc)) return;
    this.dressed.add(doc);
    try {
      this.bytes = this.bytes || Promise.all(Object.entries(this.addresses).map(fetched));
      for (const [weight, bytes] of await this.bytes) {
        const { defaultView } = doc;
        if (defaultView) doc.fonts.add(new defaultView.FontFace("OpenDyslexic", bytes, { weight }));
      }
    } catch {
      this.bytes = null; // no connection: retried on the next page, this one keeps its typeface
    }
  }
}

async function fetched([weight, address]) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return [weight, await answer.arrayBuffer()];
}
