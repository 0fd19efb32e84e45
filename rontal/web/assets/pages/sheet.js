// Element of one page: its image, sharper tiles when zoomed in, and its text layer.
import { textOfLine } from "./text-lines.js";

export const SVG = "http://www.w3.org/2000/svg";
const UNITS = 10000;
const BASELINE = 0.8; // baseline as a share of the line's height
const NOT_ALLOWED = new Set([404, 423]);
const MARGIN = 0.5; // margin for fetching tiles, as a share of the screen

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
    this.node = createElement("section", "book-page");
    this.loading = createElement("p", "page-coming", book.words.coming);
    this.image = this.newImage();
    this.zoomed = createElement("div", "page-tiles");
    this.node.append(createElement("h2", "unseen", book.name(page)), this.loading, this.image, this.zoomed);
  }

  newImage() {
    const picture = createImage("page-picture");
    picture.addEventListener("load", () => this.onLoad(picture));
    picture.addEventListener("error", () => picture === this.image && this.onError());
    return picture;
  }

  // Size in CSS pixels.
  resize(width, height) {
    this.width = width;
    this.height = height;
    this.node.style.width = `${width}px`;
    this.node.style.height = `${height}px`;
  }

  // Fetches the image that is sharp at this size; the current one stays until the sharper one has
  // loaded.
  fetch() {
    const wanted = this.book.imageWidth(this.width * pixelRatio());
    if (wanted <= this.wanted) return;
    this.wanted = wanted;
    if (this.loaded) this.next = this.newImage();
    (this.next || this.image).src = this.book.url(this.page, `${wanted}.webp`);
  }

  onLoad(picture) {
    if (picture !== (this.next || this.image)) return;
    this.image.replaceWith(picture);
    this.image = picture;
    this.next = null;
    this.loaded = this.wanted;
    this.finish();
  }

  finish() {
    this.loading.remove();
    this.dispatchEvent(new Event("came"));
  }

  // True once the image has loaded or an error is shown.
  get done() {
    return this.loaded || this.error;
  }

  // Aborts loading of a page out of view, which would delay the visible ones.
  abort() {
    if (this.error || this.loaded === this.wanted) return;
    (this.next || this.image).removeAttribute("src");
    this.next = null;
    this.wanted = this.loaded;
  }

  // Fetches tiles for the visible area, in CSS pixels from the page's corner.
  addTiles({ left, top, right, bottom }) {
    const level = this.book.tileWidth(this.page, this.width * pixelRatio());
    if (level !== this.level) {
      this.zoomed.replaceChildren();
      this.tiles.clear();
      this.level = level;
    }
    if (!level || !navigator.onLine) return; // an offline book has no tiles
    const side = (this.book.data.tile * this.width) / level;
    const margins = [MARGIN * (right - left), MARGIN * (bottom - top)];
    const columns = tileNumbers(left - margins[0], right + margins[0], side, this.width);
    const rows = tileNumbers(top - margins[1], bottom + margins[1], side, this.height);
    for (const row of rows) for (const column of columns) this.tile(level, column, row);
  }

  // Adds one tile, positioned in percent, so that it fits whatever the page's size.
  tile(level, column, row) {
    const key = `${column}-${row}`;
    if (this.tiles.has(key)) return;
    const tile = createImage("");
    const { tile: side } = this.book.data;
    const pageHeight = Math.max(1, Math.round(level / this.book.shape(this.page)));
    const part = (pixels, whole) => `${(100 * pixels) / whole}%`;
    Object.assign(tile.style, {
      left: part(column * side, level),
      top: part(row * side, pageHeight),
      width: part(Math.min(side, level - column * side), level),
      height: part(Math.min(side, pageHeight - row * side), pageHeight),
    });
    tile.addEventListener("error", () => tile.remove());
    tile.src = this.book.url(this.page, `${level}/${key}.webp`);
    this.tiles.set(key, tile);
    this.zoomed.append(tile);
  }

  // Loads the text layer once the page is shown; null where the page has no text.
  read() {
    if (!this.reading) this.reading = this.load();
    return this.reading;
  }

  async load() {
    const url = this.book.url(this.page, "teks.json");
    const response = /** @type {Partial<Response>} */ (await fetch(url).catch(() => ({})));
    // Loan ended, open elsewhere, or signed out: the reloaded page explains it.
    if (NOT_ALLOWED.has(response.status) || response.redirected) location.reload();
    const data = response.json ? await response.json().catch(() => ({})) : {};
    if (!response.json) this.reading = null; // no network
    this.empty = Boolean(data.lines) && !data.lines.length;
    if (data.sentence) this.show(data.sentence);
    else if (this.empty) this.node.append(createElement("p", "unseen", this.book.words.silent));
    else if (data.lines) this.addText(data.lines);
    this.failed = !data.lines;
    return this.layer;
  }

  addText(lines) {
    if (this.layer) this.layer.remove(); // the image had failed to load
    this.layer = this.layerOf(lines);
    this.node.append(this.layer);
    this.dispatchEvent(new Event("words"));
  }

  layerOf(lines) {
    const layer = document.createElementNS(SVG, "svg");
    layer.setAttribute("class", "page-words");
    layer.setAttribute("role", "group"); // an SVG would otherwise be announced as one image
    layer.setAttribute("lang", this.book.data.language);
    layer.setAttribute("viewBox", `0 0 ${UNITS} ${Math.round(UNITS / this.book.shape(this.page))}`);
    layer.setAttribute("preserveAspectRatio", "none");
    for (const [x, y, width, height, words] of lines) {
      const line = document.createElementNS(SVG, "text");
      const places = { x, y: Math.round(y + BASELINE * height), textLength: width, "font-size": height };
      for (const [name, value] of Object.entries(places)) line.setAttribute(name, value);
      line.setAttribute("lengthAdjust", "spacingAndGlyphs");
      line.textContent = textOfLine(words);
      layer.append(line);
    }
    return layer;
  }

  async onError() {
    this.image.removeAttribute("src"); // otherwise browsers show a broken image
    if (this.error) return;
    this.reading = null;
    await this.read();
    if (!this.error) this.show(this.book.words.trouble);
    this.finish();
  }

  // Retries what failed to load when the page is opened again.
  retry() {
    if (this.failed) this.reading = null;
    if (this.error || this.loaded) this.wanted = this.loaded;
    if (!this.error) return;
    this.error.remove();
    if (!this.loaded) this.image.before(this.loading);
    this.error = null;
  }

  show(sentence) {
    this.error = createElement("p", "page-trouble", sentence);
    this.error.setAttribute("role", "alert");
    this.node.append(this.error);
  }
}

// Box around letters of a line in the layer's units, with a margin of `margin` line heights.
export function boxOf(line, from, to, margin) {
  const ends = [line.getStartPositionOfChar(from).x, line.getEndPositionOfChar(to - 1).x];
  const height = Number(line.getAttribute("font-size"));
  const [left, top] = [Math.min(...ends), line.getAttribute("y") - BASELINE * height];
  const around = margin * height;
  const width = Math.max(...ends) - left + 2 * around;
  return { x: left - around, y: top - around, width, height: height + 2 * around };
}

function tileNumbers(from, to, side, length) {
  const last = Math.ceil(length / side) - 1;
  const found = [];
  for (let at = Math.max(0, Math.floor(from / side)); at <= Math.min(last, Math.floor(to / side)); at += 1)
    found.push(at);
  return found;
}

function pixelRatio() {
  const saving = navigator.connection && navigator.connection.saveData;
  return saving ? 1 : Math.min(3, window.devicePixelRatio || 1);
}

function createImage(name) {
  return Object.assign(createElement("img", name), { alt: "", draggable: false });
}

function createElement(kind, name, words) {
  const element = document.createElement(kind);
  if (name) element.className = name;
  if (words) element.textContent = words;
  return element;
}
