// Lays out pages on the stage: one row, or all rows below one another. Pages that are not near the
// visible area are not in the document.
import { Sheet } from "./sheet.js";

const EDGE = 8;
const GAP = 12;
const LENGTHWISE_HEIGHT = 0.6; // maximum height, relative to the stage's width, of a page read lengthwise
const MAX_SHEETS = 24; // maximum number of sheets in memory
const ZOOM_END_DELAY = 150; // milliseconds after which zooming has ended
export const MAX_ZOOM = 12;

export class View extends EventTarget {
  constructor(book, stage, settings) {
    super();
    this.book = book;
    this.stage = stage;
    this.settings = settings;
    this.zoom = 1;
    this.page = 1;
    this.sheets = new Map();
    this.roll = document.createElement("div");
    this.roll.className = "pages-roll";
    stage.append(this.roll);
    stage.dir = book.rtl ? "rtl" : "ltr";
    this.roll.dir = "ltr";
    stage.addEventListener("scroll", () => this.redraw(), { passive: true });
    stage.addEventListener("click", (event) => this.onClick(event));
    settings.addEventListener("change", () => this.layOut());
    new ResizeObserver(() => this.layOut()).observe(stage);
    addEventListener("online", () => this.retry());
  }

  // The end of a text selection does not count as a tap.
  onClick(event) {
    if (document.getSelection().isCollapsed) this.dispatchEvent(new CustomEvent("tap", { detail: event }));
  }

  start(page) {
    this.page = page;
    this.layOut();
    this.dispatchEvent(new Event("ready"));
  }

  // Computes the rows' positions; the current page's row stays in place.
  layOut(keep = 0) {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width || !height) return;
    const shape = this.book.shape(Math.min(2, this.book.total));
    this.rows = this.book.rows(this.settings.two(width, height, shape));
    this.scrolls = this.settings.scrolls;
    this.at = this.rowOf(this.page);
    let top = EDGE;
    this.places = this.rows.map((pages) => {
      const place = { ...this.measure(pages, width, height), top, pages };
      top += place.height + GAP;
      return place;
    });
    const here = this.places[this.at];
    const rollHeight = this.scrolls ? top : here.height + 2 * EDGE;
    const widest = this.scrolls ? Math.max(...this.places.slice(0, 500).map((one) => one.width)) : here.width;
    const across = Math.max(width, widest + 2 * EDGE);
    this.roll.style.width = `${across}px`;
    this.roll.style.height = `${Math.max(height, rollHeight)}px`;
    // A swipe turns the page unless it is wider than the stage, where the browser scrolls it.
    this.stage.classList.toggle("pages-flat", !this.scrolls && across <= width);
    if (this.scrolls) this.stage.scrollTop = here.top - EDGE + keep * here.height;
    this.draw();
  }

  // Size of a row of pages of equal height, side by side.
  measure(pages, width, height) {
    const shape = pages.reduce((sum, page) => sum + this.book.shape(page), 0);
    const across = (width - 2 * EDGE) / shape;
    const down = height - 2 * EDGE;
    const fit = this.settings.fit(width, height, shape);
    const along = Math.min(down, width * LENGTHWISE_HEIGHT);
    const whole = { whole: Math.min(across, down), width: across, height: down, along }[fit];
    const rowHeight = Math.max(40, whole * this.zoom);
    return { width: rowHeight * shape, height: rowHeight };
  }

  rowOf(page) {
    return this.rows.findIndex((pages) => pages.includes(page));
  }

  redraw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  // Shows the visible pages and those near them.
  draw() {
    const { stage } = this;
    if (!this.places) return;
    const nearRows = this.scrolls ? this.rowsIn(stage.clientHeight) : [this.at];
    const visible = new Set(nearRows.flatMap((row) => this.rows[row]));
    for (const [page, sheet] of this.sheets) if (!visible.has(page)) sheet.node.remove();
    for (const row of nearRows) this.drawRow(row);
    if (this.scrolls) this.follow();
    this.fetch(nearRows);
    this.trim();
  }

  // Loads visible pages first, then those around them; aborts all others.
  fetch(nearRows) {
    const sheetsOf = (rows) => rows.flatMap((row) => this.rows[row]).map((page) => this.sheet(page));
    const wanted = sheetsOf(this.scrolls ? this.rowsIn(0) : nearRows);
    if (wanted.every(({ done }) => done)) wanted.push(...sheetsOf(nearRows), ...this.after(nearRows));
    for (const sheet of this.sheets.values()) if (!wanted.includes(sheet)) sheet.abort();
    for (const sheet of wanted) if (!sheet.loaded || !this.zoomTimer) sheet.fetch();
  }

  drawRow(row) {
    const { pages, width, height, top } = this.places[row];
    const rollSize = { width: parseFloat(this.roll.style.width), height: parseFloat(this.roll.style.height) };
    let left = Math.max(EDGE, (rollSize.width - width) / 2);
    const offsetTop = this.scrolls ? top : Math.max(EDGE, (rollSize.height - height) / 2);
    for (const page of this.book.rtl ? [...pages].reverse() : pages) {
      const sheet = this.sheet(page);
      if (!sheet.node.isConnected) sheet.retry();
      const sheetWidth = height * this.book.shape(page);
      sheet.resize(sheetWidth, height);
      sheet.node.style.left = `${left}px`;
      sheet.node.style.top = `${offsetTop}px`;
      if (!sheet.node.isConnected) this.add(sheet);
      if (!this.zoomTimer) sheet.addTiles(this.window(left, offsetTop));
      sheet.read();
      left += sheetWidth;
    }
  }

  // Inserts a sheet in page order, which screen readers follow.
  add(sheet) {
    const pages = /** @type {HTMLElement[]} */ ([...this.roll.children]);
    const behind = pages.find((one) => Number(one.dataset.page) > sheet.page);
    sheet.node.dataset.page = sheet.page;
    this.roll.insertBefore(sheet.node, behind || null);
    this.notify(sheet);
  }

  // Reports that the text of a visible sheet has loaded.
  notify(sheet) {
    if (sheet.layer && sheet.node.isConnected) this.dispatchEvent(new CustomEvent("words", { detail: sheet }));
  }

  get textSheets() {
    return [...this.sheets.values()].filter(({ layer, node }) => layer && node.isConnected);
  }

  // Visible area, relative to the corner of a page at (left, top) of the scrolled content.
  window(left, top) {
    const { scrollTop, clientWidth, clientHeight } = this.stage;
    const x = this.scrolledX - left;
    const y = scrollTop - top;
    return { left: x, top: y, right: x + clientWidth, bottom: y + clientHeight };
  }

  // Scroll offset from the left edge, also for right-to-left books.
  get scrolledX() {
    const { scrollLeft, scrollWidth, clientWidth } = this.stage;
    return this.book.rtl ? scrollLeft + scrollWidth - clientWidth : scrollLeft;
  }

  rowsIn(around) {
    const from = this.stage.scrollTop - around;
    const to = this.stage.scrollTop + this.stage.clientHeight + around;
    const rows = [];
    for (let row = this.firstAt(from); row < this.places.length && this.places[row].top < to; row += 1) rows.push(row);
    return rows;
  }

  firstAt(offset) {
    let low = 0;
    let high = this.places.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.places[middle].top + this.places[middle].height < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Updates the current page after scrolling.
  follow() {
    const row = this.firstAt(this.stage.scrollTop + this.stage.clientHeight / 3);
    if (row === this.at) return;
    this.at = row;
    [this.page] = this.rows[row];
    this.moved(true);
    this.dispatchEvent(new Event("turned"));
  }

  after(nearRows) {
    const next = Math.max(...nearRows) + 1;
    if (next >= this.rows.length) return [];
    const { height } = this.measure(this.rows[next], this.stage.clientWidth, this.stage.clientHeight);
    return this.rows[next].map((page) => {
      const sheet = this.sheet(page);
      if (!sheet.node.isConnected) sheet.resize(this.book.shape(page) * height, height);
      return sheet;
    });
  }

  sheet(page) {
    if (!this.sheets.has(page)) this.sheets.set(page, this.create(page));
    return this.sheets.get(page);
  }

  create(page) {
    const sheet = new Sheet(this.book, page);
    sheet.addEventListener("words", () => this.notify(sheet));
    sheet.addEventListener("came", () => this.redraw());
    return sheet;
  }

  // Retries what failed to load.
  retry() {
    for (const sheet of this.sheets.values()) {
      sheet.abort();
      sheet.retry();
    }
    this.draw();
  }

  trim() {
    if (this.sheets.size <= MAX_SHEETS) return;
    for (const [page, sheet] of this.sheets)
      if (!sheet.node.isConnected && Math.abs(page - this.page) > MAX_SHEETS / 2) this.sheets.delete(page);
  }

  goTo(page, end = false) {
    const wanted = Math.min(this.book.total, Math.max(1, page));
    const row = this.rowOf(wanted);
    this.page = this.rows[row][0];
    this.dispatchEvent(new Event("page"));
    this.layOut();
    if (!this.scrolls) this.stage.scrollTop = end ? this.stage.scrollHeight : 0;
    if (!this.scrolls) this.toStart(end);
    this.moved(true);
  }

  // Goes to a page and remembers the previous one for going back.
  jump(page) {
    const from = this.spot;
    this.goTo(page);
    if (from.cfi !== this.spot.cfi) this.dispatchEvent(new CustomEvent("jump", { detail: from }));
  }

  // Current position.
  get spot() {
    const { book, page } = this;
    return { cfi: `page=${page}`, part: book.part(page), chapter: book.name(page) };
  }

  // Scrolls to the start (or end) of a page that is wider than the stage.
  toStart(end) {
    const { scrollWidth, clientWidth } = this.stage;
    const sign = this.book.rtl ? -1 : 1;
    this.stage.scrollLeft = end ? sign * (scrollWidth - clientWidth) : 0;
    this.draw();
  }

  turn(by) {
    const row = this.at + by;
    if (row < 0 || row >= this.rows.length) return;
    this.goTo(this.rows[row][0], by < 0 && this.overflows);
    this.dispatchEvent(new Event("turned"));
  }

  // Visible pages.
  get shown() {
    return this.rows ? this.rows[this.at] : [this.page];
  }

  get overflows() {
    return this.stage.scrollHeight > this.stage.clientHeight + 2;
  }

  // Scrolls by most of a screen; turns to the next page at its end.
  step(by) {
    if (this.along(by) || this.down(by)) return;
    if (!this.scrolls) this.turn(by);
  }

  along(by, part = 0.85) {
    const { clientWidth, scrollWidth } = this.stage;
    const remaining = by > 0 !== this.book.rtl ? scrollWidth - clientWidth - this.scrolledX : this.scrolledX;
    if (remaining < 2) return false;
    this.stage.scrollBy({ left: (this.book.rtl ? -by : by) * part * clientWidth });
    return true;
  }

  down(by, part = 0.85) {
    const { clientHeight, scrollHeight, scrollTop } = this.stage;
    const remaining = by > 0 ? scrollHeight - clientHeight - scrollTop : scrollTop;
    if (remaining < 2) return false;
    this.stage.scrollBy({ top: by * part * clientHeight });
    return true;
  }

  // Zooms while the content at (x, y) of the stage stays in place.
  zoomTo(zoom, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2) {
    const next = Math.min(MAX_ZOOM, Math.max(1, zoom));
    if (next === this.zoom) return;
    const before = { width: this.roll.offsetWidth, height: this.roll.offsetHeight };
    const [left, top] = [this.scrolledX + x, this.stage.scrollTop + y];
    this.zoom = next;
    clearTimeout(this.zoomTimer);
    this.zoomTimer = setTimeout(() => {
      this.zoomTimer = 0;
      this.draw();
    }, ZOOM_END_DELAY);
    this.layOut();
    const right = (left * this.roll.offsetWidth) / before.width - x;
    this.stage.scrollTop = (top * this.roll.offsetHeight) / before.height - y;
    this.stage.scrollLeft = this.book.rtl ? right - this.stage.scrollWidth + this.stage.clientWidth : right;
    this.draw();
    this.moved(false);
  }

  moved(asked) {
    this.dispatchEvent(new CustomEvent("moved", { detail: { page: this.page, asked } }));
  }
}
