// Bookmarks and notes: the bookmark of the page, a note on it, the dialog of one mark, and the list.
// Each reader has its own `Locator`: content of a mark of the visible page (`here`), whether a mark is
// visible (`inSight`), sort order (`order`), position of a mark (`at`), its name (`name`), going there
// (`go`).
import { StorageEntry } from "./storage-entry.js";
import { storageKey } from "./unsent-changes.js";

const TOO_MANY = 409;
const LABEL_LENGTH = 60;

export class MarkEditor {
  constructor(data, marks, locator, status, storage, root) {
    this.marks = marks;
    this.locator = locator;
    this.status = status;
    this.root = root;
    this.words = data.words;
    this.language = data.language;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.dialog = root.getElementById("mark");
    this.listDialog = root.getElementById("marks");
    this.form = this.one("mark");
    this.draft = new StorageEntry(storage, storageKey("draft", data.reader, data.marks));
    this.unfinished = this.draft.get(); // of an earlier page
    marks.addEventListener("change", () => this.show());
    marks.addEventListener("refused", ({ detail }) =>
      status.show(this.words[detail === TOO_MANY ? "full" : "refused"]),
    );
    this.watchButtons();
  }

  watchButtons() {
    const onClick = (name, act) => this.one(name).addEventListener("click", act);
    onClick("bookmark", () => this.toggleBookmark());
    onClick("note-here", () => this.noteHere());
    onClick("undo", () => this.undo());
    onClick("remove-mark", () => this.remove());
    this.form.addEventListener("submit", (event) => this.save(event));
    this.form.addEventListener("input", () => this.draft.put({ ...this.edited, ...this.written }));
    this.dialog.addEventListener("close", () => this.draft.put(null));
  }

  // Bookmarks in the visible part.
  get bookmarks() {
    return this.marks.list.filter((mark) => mark.kind === "bookmark" && this.locator.inSight(mark));
  }

  toggleBookmark() {
    const [existing] = this.bookmarks;
    if (existing) return this.drop(existing);
    const here = this.locator.here();
    if (!here) return;
    this.marks.add({ ...here, kind: "bookmark" });
    this.status.show(this.words.bookmarked);
  }

  showBookmark() {
    this.one("bookmark").setAttribute("aria-pressed", String(this.bookmarks.length > 0));
  }

  // A note on the page belongs to its bookmark, which is created when the note is saved.
  noteHere() {
    const [existing] = this.bookmarks;
    const here = this.locator.here();
    if (!existing && !here) return;
    this.listDialog.close();
    this.write(existing || { ...here, kind: "bookmark", note: "" });
  }

  write(mark) {
    this.edit(mark);
    this.form.elements.note.focus();
  }

  edit(mark) {
    this.edited = mark;
    const { elements } = this.form;
    this.one("mark-quote").textContent = mark.quote;
    this.one("mark-quote").hidden = !mark.quote;
    this.one("mark-colours").hidden = mark.kind !== "highlight";
    this.one("remove-mark").hidden = !mark.key;
    if (mark.colour) elements.colour.value = mark.colour;
    elements.note.value = mark.note;
    if (!this.dialog.open) this.dialog.showModal();
  }

  // Values of the dialog's form; only highlights have a colour.
  get written() {
    const { colour, note } = this.form.elements;
    return { colour: this.edited.kind === "highlight" ? colour.value : "", note: note.value };
  }

  save(event) {
    event.preventDefault();
    const { colour, note } = this.written;
    const saved = { ...this.edited, colour, note: note.trim() };
    if (saved.key) this.marks.change(saved);
    else this.marks.add(saved);
    this.close();
  }

  // The event "close" comes too late for a page that is left at once.
  close() {
    this.draft.put(null);
    this.dialog.close();
  }

  // Goes to the mark in the URL's fragment. Until then the stored position is current, so that going
  // back leads to it.
  openLink() {
    const mark = this.marks.all.get(location.hash.replace("#tanda=", ""));
    if (!mark) return;
    history.replaceState(null, "", location.pathname); // a reload then stays at the reading position
    this.go(mark);
  }

  // Reopens the dialog with its text where the page was reloaded while writing.
  resume() {
    const draft = this.unfinished;
    if (draft && !this.dialog.open && (!draft.key || this.marks.all.has(draft.key))) this.edit(draft);
    this.openLink();
  }

  remove() {
    this.close();
    this.listDialog.close();
    this.drop(this.edited);
  }

  drop(mark) {
    this.removed = mark;
    this.marks.remove(mark);
    this.status.show(this.words.removed, true);
  }

  undo() {
    this.marks.restore(this.removed);
    this.status.show(this.words.restored);
  }

  // Single-letter shortcuts, which can be disabled.
  get letters() {
    return {
      b: () => this.toggleBookmark(),
      n: () => this.noteHere(),
      m: () => this.listDialog.showModal(),
    };
  }

  show() {
    const list = this.marks.list.sort((a, b) => this.locator.order(a, b));
    this.one("marks").replaceChildren(...list.map((mark) => this.item(mark)));
    this.one("no-marks").hidden = list.length > 0;
    this.one("take-along").hidden = list.length === 0;
    this.showBookmark();
  }

  item(mark) {
    const item = this.root.createElement("li");
    const jump = this.part("button", "reader-jump", "");
    const where = [
      this.words[mark.colour || "bookmark"],
      this.locator.name(this.locator.at(mark)),
      `${Math.round(100 * mark.part)}%`,
    ];
    jump.type = "button";
    jump.append(this.part("span", "reader-mark-where", where.filter(Boolean).join(" · ")));
    if (mark.quote) jump.append(this.part("span", `reader-quote reader-quote-${mark.colour}`, mark.quote));
    if (mark.note) jump.append(this.part("span", "reader-note", mark.note));
    jump.addEventListener("click", () => this.go(mark));
    const change = this.part("button", "button button-plain", this.words.change);
    change.type = "button";
    change.append(this.part("span", "unseen", `: ${(mark.quote || where[1] || where[0]).slice(0, LABEL_LENGTH)}`));
    change.addEventListener("click", () => this.edit(mark));
    item.append(jump, change);
    return item;
  }

  part(name, css, text) {
    const element = this.root.createElement(name);
    element.className = css;
    element.textContent = text;
    if (/^reader-(quote|note)/.test(css)) element.lang = css.startsWith("reader-quote") ? this.language : "";
    return element;
  }

  go(mark) {
    this.listDialog.close();
    this.locator.go(this.locator.at(mark));
  }
}
