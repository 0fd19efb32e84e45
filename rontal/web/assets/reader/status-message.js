// Message at the bottom of the page that disappears by itself, unless it offers an undo.
const DURATION = 8000;

export class StatusMessage {
  constructor(root) {
    this.one = (name) => root.querySelector(`[data-${name}]`);
  }

  show(text, undoable = false) {
    clearTimeout(this.timer);
    this.one("said-words").textContent = text;
    if (this.one("undo")) this.one("undo").hidden = !undoable;
    this.one("said").hidden = false;
    this.timer = setTimeout(() => (this.one("said").hidden = true), undoable ? 3 * DURATION : DURATION);
  }
}
