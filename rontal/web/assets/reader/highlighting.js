// Highlighting: the bar for picked words, and highlights that are touched. `ways.of` says where picked
// words stand.
export class Highlighting {
  constructor(marking, picking, drawing, pages, root) {
    Object.assign(this, { marking, picking, drawing });
    const one = (name) => root.querySelector(`[data-${name}]`);
    picking.addEventListener("change", ({ detail }) => (one("picked").hidden = !detail));
    pages.addEventListener("tap", ({ detail }) => this.tapped(detail));
    for (const button of root.querySelectorAll("[data-colour]"))
      button.addEventListener("click", () => this.highlight(button.dataset.colour));
    one("note").addEventListener("click", () => this.note());
  }

  highlight(colour) {
    if (this.keep(colour)) this.marking.said.say(this.marking.words.marked);
  }

  // On picked words, else on the page.
  note() {
    const { marking } = this;
    const key = this.keep("yellow");
    if (key) marking.write(marking.marks.all.get(key));
    else marking.noteHere();
  }

  // The key of the new highlight; nothing where no words are picked.
  keep(colour) {
    const { marking, picking } = this;
    if (!picking.now) return null;
    const { quote } = picking.now;
    const key = marking.marks.keep({ ...marking.ways.of(picking.now), kind: "highlight", colour, quote });
    picking.drop();
    return key;
  }

  tapped(event) {
    const mark = this.picking.now ? null : this.drawing.at(event);
    if (mark) this.marking.edit(mark);
  }

  // Single letters, which can be switched off.
  get letters() {
    return { ...this.marking.letters, h: () => this.highlight("yellow"), n: () => this.note() };
  }
}
