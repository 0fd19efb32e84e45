// Another device has gone on reading: asks once whether to go there.
export class Newer {
  constructor(book, pages, place, root) {
    Object.assign(this, { book, pages, place });
    this.one = (name) => root.querySelector(`[data-${name}]`);
    place.addEventListener("newer", ({ detail }) => this.ask(detail));
    this.one("newer-go").addEventListener("click", () => this.answer(true));
    this.one("newer-stay").addEventListener("click", () => this.answer(false));
  }

  ask(counts) {
    this.target = this.book.atPlace(counts.cfi, counts.part);
    const chapter = this.book.chapterAt(this.target.index, null);
    const where = [chapter, `${Math.round(100 * counts.part)}%`].filter(Boolean).join(", ");
    this.one("newer").hidden = false;
    this.one("newer-where").textContent = `${this.book.data.words.newer} ${where}`;
  }

  // Who stays reads here from now on: the place is kept anew, so that the devices agree.
  answer(goes) {
    this.one("newer").hidden = true;
    if (goes) this.pages.goTo(this.target);
    else this.pages.keepHere();
  }
}
