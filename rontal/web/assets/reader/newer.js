// Asks once whether to go to the newer reading position of another device.
// `ways` is provided by each reader: resolving a position (`at`), its name (`name`), going there
// (`go`), storing the current one (`keep`).
export class Newer {
  constructor(place, ways, words, root) {
    this.ways = ways;
    this.words = words;
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

  // On refusal stores the current position again, so that it becomes the newest.
  answer(goes) {
    this.one("newer").hidden = true;
    if (goes) this.ways.go(this.target);
    else this.ways.keep();
  }
}
