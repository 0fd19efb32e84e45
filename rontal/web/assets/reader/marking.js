// Bookmarks and notes: the bookmark of the page, a note on it, the dialog of one mark, and the list.
// `ways` is provided by each reader: content of a mark of the visible page (`here`), whether a mark is
// visible (`inSight`), sort order (`order`), position of a mark (`at`), its name (`name`), going there
// (`go`).
import { Drawer } from "./drawer.js";
import { nameOf } from "./waiting.js";

const FULL = 409;
const TOLD = 60;

export class Marking {
  constructor(data, marks, ways, said, storage, root) {
    this.marks = marks;
    this.ways = ways;
    this.said = said;
    this.root = root;
    this.words = data.words;
    this.language = data.language;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.sheet = root.getElementById("mark");
    this.form = this.one("mark");
    this.draft = new Drawer(storage, nameOf("draft", data.reader, data.marks));
    marks.addEventListener("change", () => this.show());
    marks.addEventListener("refused", ({ detail }) => said.say(this.words[detail === FULL ? "full" : "refused"]));
    this.watchButtons();
  }

  watchButtons() {
    this.one("bookmark").addEventListener("click", () => this.toggleBookmark());
    this.one("note-here").addEventListener("click", () => this.noteHere());
    this.one("undo").addEventListener("click", () => this.undo());
    this.one("remove-mark").addEventListener("click", () => this.remove());
    this.form.addEventListener("submit", (event) => this.save(event));
    this.form.addEventListener("input", () => this.draft.put({ ...this.edited, ...this.written }));
    this.sheet.addEventListener("close", () => this.draft.put(null));
  }

  // Bookmarks in the visible part.
  get bookmarks() {
    return this.marks.list.filter((mark) => mark.kind === "bookmark" && this.ways.inSight(mark));
  }

  toggleBookmark() {
    const [known] = this.bookmarks;
    if (known) return this.letGo(known);
    const here = this.ways.here();
    if (!here) return;
    this.marks.keep({ ...here, kind: "bookmark" });
    this.said.say(this.words.bookmarked);
  }

  showBookmark() {
    this.one("bookmark").setAttribute("aria-pressed", String(this.bookmarks.length > 0));
  }

  // A note on the page belongs to its bookmark, which is created when the note is saved.
  noteHere() {
    const [known] = this.bookmarks;
    const here = this.ways.here();
    if (!known && !here) return;
    this.root.getElementById("marks").close();
    this.write(known || { ...here, kind: "bookmark", note: "" });
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
    if (!this.sheet.open) this.sheet.showModal();
  }

  // Values of the dialog's form; only highlights have a colour.
  get written() {
    const { colour, note } = this.form.elements;
    return { colour: this.edited.kind === "highlight" ? colour.value : "", note: note.value };
  }

  save(event) {
    event.preventDefault();
    const { colour, note } = this.written;
    const kept = { ...this.edited, colour, note: note.trim() };
    if (kept.key) this.marks.change(kept);
    else this.marks.keep(kept);
    this.sheet.close();
  }

  // Goes to the mark in the URL's fragment. Until then the stored position is current, so that going
  // back leads to it.
  arrive() {
    const mark = this.marks.all.get(location.hash.replace("#tanda=", ""));
    if (!mark) return;
    history.replaceState(null, "", location.pathname); // a reload then stays at the reading position
    this.ways.go(this.ways.at(mark));
  }

  // Reopens the dialog with its text where the page was reloaded while writing.
  goOn() {
    const draft = this.draft.get();
    if (draft && (!draft.key || this.marks.all.has(draft.key))) this.edit(draft);
    this.arrive();
  }

  remove() {
    this.sheet.close();
    this.root.getElementById("marks").close();
    this.letGo(this.edited);
  }

  letGo(mark) {
    this.gone = mark;
    this.marks.remove(mark);
    this.said.say(this.words.removed, true);
  }

  undo() {
    this.marks.bringBack(this.gone);
    this.said.say(this.words.restored);
  }

  // Single-letter shortcuts, which can be disabled.
  get letters() {
    return {
      b: () => this.toggleBookmark(),
      n: () => this.noteHere(),
      m: () => this.root.getElementById("marks").showModal(),
    };
  }

  show() {
    const list = this.marks.list.sort((a, b) => this.ways.order(a, b));
    this.one("marks").replaceChildren(...list.map((mark) => this.line(mark)));
    this.one("no-marks").hidden = list.length > 0;
    this.one("take-along").hidden = list.length === 0;
    this.showBookmark();
  }

  line(mark) {
    const item = this.root.createElement("li");
    const jump = this.part("button", "reader-jump", "");
    const where = [
      this.words[mark.colour || "bookmark"],
      this.ways.name(this.ways.at(mark)),
      `${Math.round(100 * mark.part)}%`,
    ];
    jump.type = "button";
    jump.append(this.part("span", "reader-mark-where", where.filter(Boolean).join(" · ")));
    if (mark.quote) jump.append(this.part("span", `reader-quote reader-quote-${mark.colour}`, mark.quote));
    if (mark.note) jump.append(this.part("span", "reader-note", mark.note));
    jump.addEventListener("click", () => this.go(mark));
    const change = this.part("button", "button button-plain", this.words.change);
    change.type = "button";
    change.append(this.part("span", "unseen", `: ${(mark.quote || where[1] || where[0]).slice(0, TOLD)}`));
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
    this.root.getElementById("marks").close();
    this.ways.go(this.ways.at(mark));
  }
}
