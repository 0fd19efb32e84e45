// One page: its image, sharper tiles when zoomed in, and its text layer.
import { wordsOfLine } from "./lines.js";

export const SVG = "http://www.w3.org/2000/svg";
const UNITS = 10000;
const LETTERS = 0.8; // baseline as a share of the line's height
const GONE = new Set([404, 423]);
const AROUND = 0.5; // margin for fetching tiles, as a share of the screen

export class Sheet extends EventTarget {
  constructor(book, page) {
    super();
    this.book = book;
    this.page = page;
    this.loaded = 0;
    this.wanted = 0;
    this.level = 0;
    this.tiles = new Map();
    this.layer = null;
    this.element = make("section", "book-page");
    this.coming = make("p", "page-coming", book.words.coming);
    this.picture = this.drawn();
    this.closer = make("div", "page-tiles");
    this.element.append(make("h2", "unseen", book.name(page)), this.coming, this.picture, this.closer);
  }

  drawn() {
    const picture = image("page-picture");
    picture.addEventListener("load", () => this.came(picture));
    picture.addEventListener("error", () => picture === this.picture && this.trouble());
    return picture;
  }

  // Size in CSS pixels.
  resize(width, height) {
    this.width = width;
    this.height = height;
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
  }

  // Fetches the image that is sharp at this size; the current one stays until the sharper one has
  // loaded.
  fetch() {
    const wanted = this.book.widthFor(this.width * dots());
    if (wanted <= this.wanted) return;
    this.wanted = wanted;
    if (this.loaded) this.sharper = this.drawn();
    (this.sharper || this.picture).src = this.book.address(this.page, `${wanted}.webp`);
  }

  came(picture) {
    if (picture !== (this.sharper || this.picture)) return;
    this.picture.replaceWith(picture);
    this.picture = picture;
    this.sharper = null;
    this.loaded = this.wanted;
    this.settle();
  }

  settle() {
    this.coming.remove();
    this.dispatchEvent(new Event("came"));
  }

  // True once the image has loaded or an error is shown.
  get settled() {
    return this.loaded || this.told;
  }

  // Aborts loading of a page out of view, which would delay the visible ones.
  halt() {
    if (this.told || this.loaded === this.wanted) return;
    (this.sharper || this.picture).removeAttribute("src");
    this.sharper = null;
    this.wanted = this.loaded;
  }

  // Fetches tiles for the visible area, in CSS pixels from the page's corner.
  look({ left, top, right, bottom }) {
    const level = this.book.closerFor(this.page, this.width * dots());
    if (level !== this.level) {
      this.closer.replaceChildren();
      this.tiles.clear();
      this.level = level;
    }
    if (!level || !navigator.onLine) return; // an offline book has no tiles
    const side = (this.book.data.tile * this.width) / level;
    const across = [AROUND * (right - left), AROUND * (bottom - top)];
    const columns = within(left - across[0], right + across[0], side, this.width);
    const rows = within(top - across[1], bottom + across[1], side, this.height);
    for (const row of rows) for (const column of columns) this.tile(level, column, row);
  }

  // Positioned in percent, so that it fits whatever the page's size.
  tile(level, column, row) {
    const key = `${column}-${row}`;
    if (this.tiles.has(key)) return;
    const tile = image("");
    const { tile: side } = this.book.data;
    const high = Math.max(1, Math.round(level / this.book.shape(this.page)));
    const part = (dots, whole) => `${(100 * dots) / whole}%`;
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

  // Loads the text layer once the page is shown; null where the page has no text.
  read() {
    if (!this.reading) this.reading = this.layOver();
    return this.reading;
  }

  async layOver() {
    const address = this.book.address(this.page, "teks.json");
    const answer = /** @type {Partial<Response>} */ (await fetch(address).catch(() => ({})));
    // Loan ended, open elsewhere, or signed out: the reloaded page explains it.
    if (GONE.has(answer.status) || answer.redirected) location.reload();
    const said = answer.json ? await answer.json().catch(() => ({})) : {};
    if (!answer.json) this.reading = null; // no network
    this.silent = Boolean(said.lines) && !said.lines.length;
    if (said.sentence) this.say(said.sentence);
    else if (this.silent) this.element.append(make("p", "unseen", this.book.words.silent));
    else if (said.lines) this.cover(said.lines);
    this.unread = !said.lines;
    return this.layer;
  }

  cover(lines) {
    if (this.layer) this.layer.remove(); // the image had failed to load
    this.layer = this.text(lines);
    this.element.append(this.layer);
    this.dispatchEvent(new Event("words"));
  }

  text(lines) {
    const layer = document.createElementNS(SVG, "svg");
    layer.setAttribute("class", "page-words");
    layer.setAttribute("role", "group"); // an SVG would otherwise be announced as one image
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
    this.picture.removeAttribute("src"); // otherwise browsers show a broken image
    if (this.told) return;
    this.reading = null;
    await this.read();
    if (!this.told) this.say(this.book.words.trouble);
    this.settle();
  }

  // Retries what failed to load when the page is opened again.
  again() {
    if (this.unread) this.reading = null;
    if (this.told || this.loaded) this.wanted = this.loaded;
    if (!this.told) return;
    this.told.remove();
    if (!this.loaded) this.picture.before(this.coming);
    this.told = null;
  }

  say(sentence) {
    this.told = make("p", "page-trouble", sentence);
    this.told.setAttribute("role", "alert");
    this.element.append(this.told);
  }
}

// Box around letters of a line in the layer's units, with a margin of `air` line heights.
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

function image(name) {
  return Object.assign(make("img", name), { alt: "", draggable: false });
}

function make(kind, name, words) {
  const element = document.createElement(kind);
  if (name) element.className = name;
  if (words) element.textContent = words;
  return element;
}
