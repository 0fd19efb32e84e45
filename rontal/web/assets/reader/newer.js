// Another device has gone on reading: asks once whether to go there.
// `ways` are the reader's own: where a place is (`at`), what it is called (`name`), going there
// (`go`), keeping what is shown now (`keep`).
export class Newer {
  constructor(place, ways, words, root) {
    Object.assign(this, { ways, words });
    this.one = (name) => root.querySelector(`[data-${name}]`);
    place.addEventListener("newer", ({ detail }) => this.ask(detail));
    this.one("newer-go").addEventListener("click", () => this.answer(true));
    this.one("newer-stay").addEventListener("click", () => this.answer(false));
  }

  ask(counts) {
    this.target = this.ways.at(counts);
    const where = [this.ways.name(this.target), `${Math.round(100 * counts.part)}%`];
    this.one("newer").hidden = false;
    this.one("newer-where").textContent = `${this.words.newer} ${where.filter(Boolean).join(", ")}`;
  }

  // Who stays reads here from now on: the place is kept anew, so that the devices agree.
  answer(goes) {
    this.one("newer").hidden = true;
    if (goes) this.ways.go(this.target);
    else this.ways.keep();
  }
}
