// Highlighting: the bar for selected text, and taps on highlights. `ways.of` returns the position of
// the selection.
export class Highlighting {
  constructor(marking, picking, drawing, pages, root) {
    this.marking = marking;
    this.picking = picking;
    this.drawing = drawing;
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

  // Adds a note to the selected text, else to the page.
  note() {
    const { marking } = this;
    const key = this.keep("yellow");
    if (key) marking.write(marking.marks.all.get(key));
    else marking.noteHere();
  }

  // Returns the key of the new highlight; null without a selection.
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

  // Single-letter shortcuts, which can be disabled.
  get letters() {
    return { ...this.marking.letters, h: () => this.highlight("yellow"), n: () => this.note() };
  }
}
