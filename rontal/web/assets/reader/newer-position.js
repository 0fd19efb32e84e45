// Asks once whether to go to the newer reading position of another device.
// Each reader has its own `Locator`: resolving a position (`at`), its name (`name`), going there
// (`go`), storing the current one (`save`).
export class NewerPosition {
  constructor(place, locator, words, root) {
    this.locator = locator;
    this.words = words;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    place.addEventListener("newer", ({ detail }) => this.offer(detail));
    this.one("newer-go").addEventListener("click", () => this.answer(true));
    this.one("newer-stay").addEventListener("click", () => this.answer(false));
  }

  offer(position) {
    this.target = this.locator.at(position);
    const where = [this.locator.name(this.target), `${Math.round(100 * position.part)}%`];
    this.one("newer").hidden = false;
    this.one("newer-where").textContent = `${this.words.newer} ${where.filter(Boolean).join(", ")}`;
  }

  // On refusal stores the current position again, so that it becomes the newest.
  answer(isAccepted) {
    this.one("newer").hidden = true;
    if (isAccepted) this.locator.go(this.target);
    else this.locator.save();
  }
}
