// One page: its picture, sharper tiles where one looks closer, and its words over it.
import { wordsOfLine } from "./lines.js";

export const SVG = "http://www.w3.org/2000/svg";
const UNITS = 10000;
const LETTERS = 0.8; // the part of a line's height at which letters stand
const TELLING = new Set([409, 429]); // no page, and a sentence that says why
const GONE = new Set([404, 423]);
const AROUND = 0.5; // tiles are fetched so far around what is seen, in parts of the screen

export class Sheet extends EventTarget {
  constructor(book, page) {
    super();
    Object.assign(this, { book, page, loaded: 0, level: 0, tiles: new Map(), layer: null });
    this.element = make("section", "book-page");
    this.heading = make("h2", "unseen", book.name(page));
    this.picture = make("img", "page-picture");
    this.picture.alt = "";
    this.picture.draggable = false;
    this.closer = make("div", "page-tiles");
    this.element.append(this.heading, this.picture, this.closer);
    this.picture.addEventListener("error", () => this.trouble());
  }

  // So many CSS pixels large; the picture follows the device's dots.
  resize(width, height) {
    Object.assign(this, { width, height });
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    const wanted = this.book.widthFor(width * dots());
    if (wanted > this.loaded) {
      this.loaded = wanted;
      this.picture.src = this.book.address(this.page, `${wanted}.webp`);
    }
  }

  // Fetches tiles for what is seen of the page, in CSS pixels from its corner.
  look({ left, top, right, bottom }) {
    const level = this.book.closerFor(this.page, this.width * dots());
    if (level !== this.level) {
      this.closer.replaceChildren();
      this.tiles.clear();
      this.level = level;
    }
    if (!level || !navigator.onLine) return; // what is kept on a device has no tiles
    const side = (this.book.data.tile * this.width) / level;
    const across = [AROUND * (right - left), AROUND * (bottom - top)];
    const columns = within(left - across[0], right + across[0], side, this.width);
    const rows = within(top - across[1], bottom + across[1], side, this.height);
    for (const row of rows) for (const column of columns) this.tile(level, column, row);
  }

  // Its place is a part of the page's, so that it stays right whatever the page's size.
  tile(level, column, row) {
    const key = `${column}-${row}`;
    if (this.tiles.has(key)) return;
    const tile = make("img");
    const { tile: side } = this.book.data;
    const high = Math.max(1, Math.round(level / this.book.shape(this.page)));
    const part = (dots, whole) => `${(100 * dots) / whole}%`;
    Object.assign(tile, { alt: "", draggable: false });
    Object.assign(tile.style, {
      left: part(column * side, level),
      top: part(row * side, high),
      width: part(Math.min(side, level - column * side), level),
      height: part(Math.min(side, high - row * side), high),
    });
    tile.addEventListener("error", () => tile.remove());
    tile.src = this.book.address(this.page, `${level}/${key}.webp`);
    this.tiles.set(key, tile);
    this.closer.append(tile);
  }

  // The words come once the page is shown: in a layer over the picture, or null where it has none.
  read() {
    if (!this.reading) this.reading = this.layOver();
    return this.reading;
  }

  async layOver() {
    const answer = await fetch(this.book.address(this.page, "teks.json")).catch(() => null);
    if (!answer) {
      this.reading = null;
      return null;
    }
    if (GONE.has(answer.status)) location.reload(); // over, or open elsewhere: the page says so
    const said = answer.ok || TELLING.has(answer.status) ? await answer.json() : {};
    this.silent = Boolean(said.lines) && !said.lines.length;
    if (said.sentence) this.say(said.sentence);
    else if (this.silent) this.element.append(make("p", "unseen", this.book.words.silent));
    else if (said.lines) this.cover(said.lines);
    this.unread = !said.lines;
    return this.layer;
  }

  cover(lines) {
    if (this.layer) this.layer.remove(); // its picture did not come, and it was asked why
    this.layer = this.text(lines);
    this.element.append(this.layer);
    this.dispatchEvent(new Event("words"));
  }

  text(lines) {
    const layer = document.createElementNS(SVG, "svg");
    layer.setAttribute("class", "page-words");
    layer.setAttribute("role", "group"); // a drawing would be read as one picture
    layer.setAttribute("lang", this.book.data.language);
    layer.setAttribute("viewBox", `0 0 ${UNITS} ${Math.round(UNITS / this.book.shape(this.page))}`);
    layer.setAttribute("preserveAspectRatio", "none");
    for (const [x, y, width, height, words] of lines) {
      const line = document.createElementNS(SVG, "text");
      const places = { x, y: Math.round(y + LETTERS * height), textLength: width, "font-size": height };
      for (const [name, value] of Object.entries(places)) line.setAttribute(name, value);
      line.setAttribute("lengthAdjust", "spacingAndGlyphs");
      line.textContent = wordsOfLine(words);
      layer.append(line);
    }
    return layer;
  }

  async trouble() {
    if (this.told) return;
    this.reading = null;
    await this.read();
    if (!this.told) this.say(this.book.words.trouble);
  }

  // What did not come is asked for anew when one turns to the page again.
  again() {
    if (this.unread) this.reading = null;
    if (!this.told) return;
    this.told.remove();
    this.told = null;
    this.loaded = 0;
  }

  say(sentence) {
    this.told = make("p", "page-trouble", sentence);
    this.told.setAttribute("role", "alert");
    this.element.append(this.told);
  }
}

// Where letters of a line stand, in the units of its layer, with so much air around them.
export function boxOf(line, from, to, air) {
  const ends = [line.getStartPositionOfChar(from).x, line.getEndPositionOfChar(to - 1).x];
  const height = Number(line.getAttribute("font-size"));
  const [left, top] = [Math.min(...ends), line.getAttribute("y") - LETTERS * height];
  const around = air * height;
  const width = Math.max(...ends) - left + 2 * around;
  return { x: left - around, y: top - around, width, height: height + 2 * around };
}

function within(from, to, side, length) {
  const last = Math.ceil(length / side) - 1;
  const found = [];
  for (let at = Math.max(0, Math.floor(from / side)); at <= Math.min(last, Math.floor(to / side)); at += 1)
    found.push(at);
  return found;
}

function dots() {
  const saving = navigator.connection && navigator.connection.saveData;
  return saving ? 1 : Math.min(3, window.devicePixelRatio || 1);
}

function make(kind, name, words) {
  const element = document.createElement(kind);
  if (name) element.className = name;
  if (words) element.textContent = words;
  return element;
}
