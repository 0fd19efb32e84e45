// Marking: the bar for picked words, the bookmark of the page, the sheet of one mark and the list.
import * as CFI from "foliate-js/epubcfi.js";
import { quoteOf } from "./picking.js";
import { Drawer } from "./drawer.js";
import { nameOf } from "./waiting.js";

const FULL = 409;
const BOOKMARK_WORDS = 120;

export class Marking {
  constructor(book, pages, marks, picking, drawing, said, storage, root) {
    Object.assign(this, { book, pages, marks, picking, drawing, said, root, words: book.data.words });
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.sheet = root.getElementById("mark");
    this.form = this.one("mark");
    this.draft = new Drawer(storage, nameOf("draft", book.data.reader, book.data.marks));
    picking.addEventListener("change", ({ detail }) => this.offer(detail));
    pages.addEventListener("moved", () => this.showBookmark());
    pages.addEventListener("tap", ({ detail }) => this.tapped(detail));
    marks.addEventListener("change", () => this.show());
    marks.addEventListener("refused", ({ detail }) => this.say(this.words[detail === FULL ? "full" : "refused"]));
    this.watchButtons();
  }

  watchButtons() {
    for (const button of this.root.querySelectorAll("[data-colour]"))
      button.addEventListener("click", () => this.highlight(button.dataset.colour));
    this.one("note").addEventListener("click", () => this.highlight("yellow", true));
    this.one("bookmark").addEventListener("click", () => this.toggleBookmark());
    this.one("undo").addEventListener("click", () => this.undo());
    this.one("remove-mark").addEventListener("click", () => this.remove());
    this.form.addEventListener("submit", (event) => this.save(event));
    this.form.addEventListener("input", () => this.draft.put({ key: this.edited.key, ...this.written }));
    this.sheet.addEventListener("close", () => this.draft.put(null));
  }

  offer(picked) {
    this.one("picked").hidden = !picked;
  }

  highlight(colour, withNote = false) {
    const picked = this.picking.now;
    if (!picked) return;
    const { range, index, quote } = picked;
    const key = this.marks.keep({ ...this.placeOf(index, range), kind: "highlight", colour, quote });
    this.picking.drop();
    if (withNote) {
      this.edit(this.marks.all.get(key));
      this.form.elements.note.focus();
    } else this.say(this.words.marked);
  }

  placeOf(index, range) {
    return { cfi: this.book.cfiOf(index, range), part: this.pages.part };
  }

  // The bookmarks that lie in what is shown now.
  get bookmarks() {
    const { here } = this.pages;
    return here ? this.marks.list.filter((mark) => mark.kind === "bookmark" && this.inSight(mark, here)) : [];
  }

  inSight(mark, { index, range }) {
    const place = this.book.atCfi(mark.cfi);
    if (!place || place.index !== index) return false;
    if (!range) return true;
    const at = place.anchor(range.startContainer.ownerDocument);
    return at ? range.isPointInRange(at.startContainer, at.startOffset) : false;
  }

  toggleBookmark() {
    const [known] = this.bookmarks;
    const { here } = this.pages;
    if (!here) return;
    if (known) return this.letGo(known);
    const start = here.range && here.range.cloneRange();
    const quote = start ? quoteOf(start).slice(0, BOOKMARK_WORDS) : "";
    if (start) start.collapse(true);
    this.marks.keep({ ...this.placeOf(here.index, start), kind: "bookmark", quote });
    this.say(this.words.bookmarked);
  }

  showBookmark() {
    this.one("bookmark").setAttribute("aria-pressed", String(this.bookmarks.length > 0));
  }

  tapped(event) {
    const mark = this.picking.now ? null : this.drawing.at(event);
    if (mark) this.edit(mark);
  }

  edit(mark) {
    this.edited = mark;
    const { elements } = this.form;
    this.one("mark-quote").textContent = mark.quote;
    this.one("mark-quote").hidden = !mark.quote;
    this.one("mark-colours").hidden = mark.kind !== "highlight";
    if (mark.colour) elements.colour.value = mark.colour;
    elements.note.value = mark.note;
    if (!this.sheet.open) this.sheet.showModal();
  }

  // What the sheet says now: the colour is that of a highlight alone.
  get written() {
    const { colour, note } = this.form.elements;
    return { colour: this.edited.kind === "highlight" ? colour.value : "", note: note.value };
  }

  save(event) {
    event.preventDefault();
    const { colour, note } = this.written;
    this.marks.change({ ...this.edited, colour, note: note.trim() });
    this.sheet.close();
  }

  // A page that went while somebody wrote opens the sheet as it was.
  goOn() {
    const { key, ...written } = this.draft.get() || {};
    const mark = this.marks.all.get(key);
    if (mark) this.edit({ ...mark, ...written });
  }

  remove() {
    this.sheet.close();
    this.root.getElementById("marks").close();
    this.letGo(this.edited);
  }

  letGo(mark) {
    this.gone = mark;
    this.marks.remove(mark);
    this.say(this.words.removed, true);
  }

  undo() {
    this.marks.bringBack(this.gone);
    this.say(this.words.restored);
  }

  // Single letters, which can be switched off.
  get letters() {
    return {
      b: () => this.toggleBookmark(),
      h: () => this.highlight("yellow"),
      n: () => this.highlight("yellow", true),
      m: () => this.root.getElementById("marks").showModal(),
    };
  }

  say(text, undoable = false) {
    this.said.say(text, undoable);
  }

  show() {
    const list = this.marks.list.sort((a, b) => CFI.compare(a.cfi, b.cfi));
    this.one("marks").replaceChildren(...list.map((mark) => this.line(mark)));
    this.one("no-marks").hidden = list.length > 0;
    this.one("take-along").hidden = list.length === 0;
    this.showBookmark();
  }

  line(mark) {
    const item = this.root.createElement("li");
    const jump = this.part("button", "reader-jump", "");
    const place = this.book.atCfi(mark.cfi);
    const where = [this.words[mark.colour || "bookmark"], place && this.book.chapterAt(place.index, null), `${Math.round(100 * mark.part)}%`];
    jump.type = "button";
    jump.append(this.part("span", "reader-mark-where", where.filter(Boolean).join(" · ")));
    if (mark.quote) jump.append(this.part("span", `reader-quote reader-quote-${mark.colour}`, mark.quote));
    if (mark.note) jump.append(this.part("span", "reader-note", mark.note));
    jump.addEventListener("click", () => this.go(mark));
    const change = this.part("button", "button button-plain", this.words.change);
    change.type = "button";
    change.append(this.part("span", "unseen", `: ${(mark.quote || where[0]).slice(0, 60)}`));
    change.addEventListener("click", () => this.edit(mark));
    item.append(jump, change);
    return item;
  }

  part(name, css, text) {
    const element = this.root.createElement(name);
    element.className = css;
    element.textContent = text;
    if (/^reader-(quote|note)/.test(css)) element.lang = css.startsWith("reader-quote") ? this.book.data.language : "";
    return element;
  }

  go(mark) {
    this.root.getElementById("marks").close();
    this.pages.jump(this.book.atCfi(mark.cfi));
  }
}
