// Shows the pages of an EPUB with foliate's layout: one section at a time, in a frame without scripts.
import "foliate-js/paginator.js";
import "foliate-js/fixed-layout.js";

const TIMEOUT = 20000;
const FRAME = 1000;

export class Pages extends EventTarget {
  constructor(book, display, place, home) {
    super();
    this.book = book;
    this.display = display;
    this.place = place;
    this.home = home;
    this.view = document.createElement(book.data.fixed ? "foliate-fxl" : "foliate-paginator");
    skipRenderWithoutBody(this.view);
    this.view.addEventListener("load", (event) => this.onLoad(event.detail));
    this.view.addEventListener("create-overlayer", ({ detail }) =>
      this.dispatchEvent(new CustomEvent("overlay", { detail })),
    );
    this.view.addEventListener("relocate", (event) => this.onMove(event.detail));
    display.addEventListener("change", () => this.applyStyles());
  }

  async start() {
    await this.book.init();
    const { view } = this;
    view.setAttribute("margin", "28px");
    view.setAttribute("max-block-size", "1600px");
    const [line, gap] = this.display.measure;
    view.setAttribute("max-inline-size", line);
    view.setAttribute("gap", gap);
    this.home.append(view);
    view.open(this.book);
    this.applyStyles();
    const { cfi, part } = this.place.unsent || this.book.data;
    await view.goTo(this.book.atPlace(cfi, part));
    this.place.send();
  }

  // Goes to a target that the user asked for. The new position is stored, unlike after a resize.
  async goTo(target) {
    if (!target) return;
    this.target = target;
    await this.moving;
    if (this.target !== target) return; // another target was requested meanwhile
    this.target = null;
    await this.runExclusive(() => this.view.goTo(target));
  }

  // Goes to a target and remembers the previous position for going back.
  async jump(target) {
    const from = this.spot;
    await this.goTo(target);
    if (from && from.cfi !== this.spot.cfi) this.dispatchEvent(new CustomEvent("jump", { detail: from }));
  }

  async turn(by) {
    if (this.moving) return;
    await this.runExclusive(() => (by > 0 ? this.view.next() : this.view.prev()));
    this.dispatchEvent(new Event("turned"));
  }

  // Runs one move at a time: the layout fails when another one starts before a page has loaded and its
  // background is painted. A page that fails to load is reported and does not block later moves.
  async runExclusive(move) {
    this.byUser = true;
    const late = new Promise((done) => setTimeout(done, TIMEOUT, "late"));
    const moving = Promise.race([move().then(nextFrame), late]);
    this.moving = moving;
    if ((await moving) === "late") this.dispatchEvent(new CustomEvent("trouble", { detail: null }));
    if (this.moving === moving) this.moving = null;
  }

  async nextSection() {
    await this.moving;
    await this.runExclusive(() => (this.view.nextSection ? this.view.nextSection() : this.view.next()));
  }

  // Scrolls a little, in scrolled mode.
  async nudge(by) {
    this.byUser = true;
    await (by > 0 ? this.view.next(by) : this.view.prev(-by));
  }

  get scrolls() {
    return !this.book.data.fixed && this.display.chosen.flow === "scrolled";
  }

  applyStyles() {
    document.documentElement.dataset.reader = this.display.theme;
    document.documentElement.dataset.theme = this.display.theme === "dark" ? "dark" : "light";
    if (this.book.data.fixed) return;
    const [line, gap] = this.display.measure;
    this.view.setAttribute("max-inline-size", line);
    this.view.setAttribute("gap", gap);
    this.view.setAttribute("flow", this.display.chosen.flow);
    this.view.setStyles(this.display.styles);
  }

  onLoad({ doc, index }) {
    if (!doc || !doc.querySelector('meta[name="rontal"][content="page"]')) {
      this.dispatchEvent(new CustomEvent("trouble", { detail: this.book.sections[index] }));
      return;
    }
    this.widen(doc);
    const frame = doc.defaultView.frameElement;
    frame.title = this.book.chapterAt(index, null) || this.book.data.title;
    doc.documentElement.lang = doc.documentElement.lang || this.book.data.language;
    doc.addEventListener("click", (event) => this.onClick(event));
    doc.addEventListener("keydown", (event) => this.dispatchEvent(new CustomEvent("key", { detail: event })));
    this.dispatchEvent(new CustomEvent("page", { detail: { doc, index } }));
    this.dispatchEvent(new Event("ready"));
  }

  // The frame has no width at the first layout, which would break lines after every word.
  widen(doc) {
    if (!this.book.data.fixed && !this.scrolls) doc.documentElement.style.width = `${this.view.size}px`;
  }

  onMove({ reason, index, range, fraction, size }) {
    this.here = { index, range, fraction, size };
    const part = this.part;
    this.dispatchEvent(new CustomEvent("moved", { detail: { part, chapter: this.book.chapterAt(index, range) } }));
    const isScroll = reason === "scroll" || reason === "snap";
    if (this.byUser || isScroll) this.savePlace();
    if (isScroll) this.dispatchEvent(new Event("turned"));
    this.byUser = false;
  }

  // Fraction of the book before the visible part.
  get part() {
    const { index, fraction, size } = this.here;
    return this.book.fractionAt({ index, fraction: fraction || 0, size: size || 0 });
  }

  // Current position; null before anything is shown.
  get spot() {
    if (!this.here) return null;
    const { index, range } = this.here;
    return { cfi: this.book.cfiOf(index, range), part: this.part, chapter: this.book.chapterAt(index, range) };
  }

  savePlace() {
    const { cfi, part } = this.spot;
    this.place.save(cfi, part);
  }

  onClick(event) {
    const link = event.target.closest && event.target.closest("a");
    const address = link && (link.href.baseVal === undefined ? link.href : link.href.baseVal);
    if (!address) {
      this.dispatchEvent(new CustomEvent("tap", { detail: event }));
      return;
    }
    event.preventDefault();
    const url = new URL(address, event.target.ownerDocument.URL).href;
    const target = this.book.follow(url);
    const follow = new CustomEvent("follow", { detail: { link, url, target }, cancelable: true });
    if (target && !this.dispatchEvent(follow)) return;
    if (target) this.jump(target);
    else if (url === this.book.about) location.assign(url);
    else this.dispatchEvent(new CustomEvent("outside", { detail: address }));
  }
}

// The layout component paints a background in the next frame of the browser. A hidden window has none.
function nextFrame() {
  if (document.hidden) return null;
  return new Promise((done) => {
    requestAnimationFrame(done);
    setTimeout(done, FRAME);
  });
}

// The layout component runs again whenever the window or a setting changes, even while a document is
// still loading and has no body; it is laid out after loading anyway.
function skipRenderWithoutBody(view) {
  const render = view.render;
  if (!render) return;
  view.render = () => {
    const [page] = view.getContents();
    if (page && page.doc && page.doc.body) render.call(view);
  };
}
