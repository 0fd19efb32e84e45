// Message at the bottom of the page that disappears by itself, unless it offers an undo.
const SAID = 8000;

export class Said {
  constructor(root) {
    this.one = (name) => root.querySelector(`[data-${name}]`);
  }

  say(text, undoable = false) {
    clearTimeout(this.silence);
    this.one("said-words").textContent = text;
    if (this.one("undo")) this.one("undo").hidden = !undoable;
    this.one("said").hidden = false;
    this.silence = setTimeout(() => (this.one("said").hidden = true), undoable ? 3 * SAID : SAID);
  }
}
