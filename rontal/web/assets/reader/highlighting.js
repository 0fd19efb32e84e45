// Highlighting: the bar for selected text, and taps on highlights. `locator.of` returns the position of
// the selection.
export class Highlighting {
  constructor(editor, selection, overlay, pages, root) {
    this.editor = editor;
    this.selection = selection;
    this.overlay = overlay;
    const one = (name) => root.querySelector(`[data-${name}]`);
    selection.addEventListener("change", ({ detail }) => (one("picked").hidden = !detail));
    pages.addEventListener("tap", ({ detail }) => this.onTap(detail));
    for (const button of root.querySelectorAll("[data-colour]"))
      button.addEventListener("click", () => this.highlight(button.dataset.colour));
    one("note").addEventListener("click", () => this.note());
  }

  highlight(colour) {
    if (this.add(colour)) this.editor.status.show(this.editor.words.marked);
  }

  // Adds a note to the selected text, else to the page.
  note() {
    const { editor } = this;
    const key = this.add("yellow");
    if (key) editor.write(editor.marks.all.get(key));
    else editor.noteHere();
  }

  // Returns the key of the new highlight; null without a selection.
  add(colour) {
    const { editor, selection } = this;
    if (!selection.now) return null;
    const { quote } = selection.now;
    const key = editor.marks.add({ ...editor.locator.of(selection.now), kind: "highlight", colour, quote });
    selection.clear();
    return key;
  }

  onTap(event) {
    const mark = this.selection.now ? null : this.overlay.at(event);
    if (mark) this.editor.edit(mark);
  }

  // Single-letter shortcuts, which can be disabled.
  get letters() {
    return { ...this.editor.letters, h: () => this.highlight("yellow"), n: () => this.note() };
  }
}
