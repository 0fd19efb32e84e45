// Another device has a newer reading place: asks once whether to go there. `ways` is the reader's
// adapter: `at` returns a place, `name` its label, `go` goes there, `keep` stores the current
// place.
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

  // Staying stores the current place again, so that it becomes the newest one on all devices.
  answer(goes) {
    this.one("newer").hidden = true;
    if (goes) this.ways.go(this.target);
    else this.ways.keep();
  }
}
