// The pages themselves: foliate's layout of one section in a frame that runs no script.
import "foliate-js/paginator.js";
import "foliate-js/fixed-layout.js";

export class Pages extends EventTarget {
  constructor(book, display, place, home) {
    super();
    Object.assign(this, { book, display, place, home });
    this.view = document.createElement(book.data.fixed ? "foliate-fxl" : "foliate-paginator");
    this.view.addEventListener("load", (event) => this.loaded(event.detail));
    this.view.addEventListener("relocate", (event) => this.moved(event.detail));
    display.addEventListener("change", () => this.dress());
  }

  async start() {
    await this.book.init();
    const { view } = this;
    view.setAttribute("gap", "7%");
    view.setAttribute("margin", "28px");
    view.setAttribute("max-inline-size", "680px");
    view.setAttribute("max-block-size", "1600px");
    this.home.append(view);
    view.open(this.book);
    this.dress();
    await this.goTo(this.book.atCfi(this.book.data.cfi) || this.book.first());
  }

  async goTo(target) {
    if (!target) return;
    this.whole = false;
    await this.view.goTo(target);
  }

  async turn(by) {
    await (by > 0 ? this.view.next() : this.view.prev());
  }

  // A little further down, where the book scrolls.
  async nudge(by) {
    await (by > 0 ? this.view.next(by) : this.view.prev(-by));
  }

  get scrolls() {
    return !this.book.data.fixed && this.display.chosen.flow === "scrolled";
  }

  dress() {
    document.documentElement.dataset.reader = this.display.theme;
    document.documentElement.dataset.theme = this.display.theme === "dark" ? "dark" : "light";
    if (this.book.data.fixed) return;
    this.view.setAttribute("flow", this.display.chosen.flow);
    this.view.setStyles(this.display.styles);
  }

  loaded({ doc, index }) {
    if (!doc || !doc.querySelector('meta[name="rontal"][content="page"]')) {
      this.dispatchEvent(new Event("trouble"));
      return;
    }
    const frame = doc.defaultView.frameElement;
    frame.title = this.book.chapterAt(index, null) || this.book.data.title;
    doc.documentElement.lang = doc.documentElement.lang || this.book.data.language;
    doc.addEventListener("click", (event) => this.clicked(event));
    doc.addEventListener("keydown", (event) => this.dispatchEvent(new CustomEvent("key", { detail: event })));
    this.dispatchEvent(new Event("ready"));
  }

  moved({ index, range, fraction, size }) {
    const part = this.book.fractionAt({ index, fraction: fraction || 0, size: size || 0 });
    this.dispatchEvent(
      new CustomEvent("moved", { detail: { part, chapter: this.book.chapterAt(index, range) } }),
    );
    this.place.keep(this.book.cfiOf(index, range), part);
  }

  clicked(event) {
    const link = event.target.closest && event.target.closest("a");
    const address = link && (link.href.baseVal === undefined ? link.href : link.href.baseVal);
    if (!address) return;
    event.preventDefault();
    const target = this.book.follow(new URL(address, event.target.ownerDocument.URL).href);
    if (target) this.goTo(target);
    else this.dispatchEvent(new CustomEvent("outside", { detail: address }));
  }
}
