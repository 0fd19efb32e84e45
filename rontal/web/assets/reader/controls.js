// Buttons, keys and dialogs around the pages.
import { settingOf, shortcutFor, onKey, setText, setUpDialogs } from "./controls-common.js";

const STEP = 80;
const TOO_LARGE = 413;
const TOO_FAST = 429;
const OPEN_ELSEWHERE = 423;
const OUTSIDE = /^https?:\/\//i;

const headOf = (address) => (address ? fetch(address, { method: "HEAD" }).catch(() => null) : null);

export class Controls {
  constructor({ root, book, pages, display, selection, highlighting, imageViewer, readAloud }) {
    this.root = root;
    this.book = book;
    this.pages = pages;
    this.display = display;
    this.selection = selection;
    this.highlighting = highlighting;
    this.imageViewer = imageViewer;
    this.readAloud = readAloud;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.all = (name) => [...root.querySelectorAll(`[data-${name}]`)];
    root.documentElement.dataset.site = root.documentElement.dataset.theme;
    this.listContents();
    this.watchPages();
    this.watchButtons();
    this.watchDisplay();
    root.addEventListener("keydown", (event) => this.key(event));
  }

  watchPages() {
    const { pages } = this;
    pages.addEventListener("ready", () => {
      this.one("wait").hidden = this.one("trouble").hidden = true;
      for (const part of this.all("when-ready")) part.hidden = false;
    });
    pages.addEventListener("trouble", ({ detail }) => this.onFailure(detail));
    pages.addEventListener("moved", ({ detail }) => {
      const percent = Math.round(100 * detail.part);
      setText(this.one("chapter"), detail.chapter);
      setText(this.one("percent"), `${percent}%`);
      if (!this.sliding) this.one("place").value = percent;
    });
    pages.addEventListener("outside", ({ detail }) => this.askOutside(detail));
    pages.addEventListener("key", ({ detail }) => this.key(detail));
  }

  // A page failed to load: where the loan has ended or the book is open elsewhere, reloading the
  // reader explains it.
  async onFailure(section) {
    this.one("wait").hidden = true;
    const [own, page] = await Promise.all([this.book.data.page, section && section.load()].map(headOf));
    if ((own && !own.ok) || (page && page.status === OPEN_ELSEWHERE)) location.reload();
    this.one("trouble").hidden = false;
    this.one("too-large").hidden = !page || page.status !== TOO_LARGE;
    this.one("too-fast").hidden = !page || page.status !== TOO_FAST;
    for (const part of this.all("when-ready")) part.hidden = false;
  }

  watchButtons() {
    for (const button of this.all("turn"))
      button.addEventListener("click", () => this.pages.turn(Number(button.dataset.turn)));
    setUpDialogs(this.root);
    this.one("again").addEventListener("click", () => location.reload());
    const slider = this.one("place");
    slider.addEventListener("input", () => {
      this.sliding = true;
      this.one("percent").textContent = `${slider.value}%`;
    });
    slider.addEventListener("change", async () => {
      await this.pages.jump(this.book.atFraction(slider.value / 100));
      this.sliding = false;
    });
  }

  watchDisplay() {
    const form = this.one("display");
    const show = () => {
      const { size, letters, ...choices } = this.display.chosen;
      for (const [name, value] of Object.entries(choices)) form.elements[name].value = value;
      form.elements.letters.checked = letters === "on";
      this.one("letters-now").textContent = `${size}%`;
    };
    form.addEventListener("change", ({ target }) => this.display.choose(settingOf(target)));
    for (const part of this.all("reflow")) part.hidden = this.book.data.fixed;
    for (const button of form.querySelectorAll("[data-letters]"))
      button.addEventListener("click", () => this.display.resize(Number(button.dataset.letters)));
    this.display.addEventListener("change", show);
    show();
  }

  listContents() {
    this.one("contents").append(this.list(this.book.data.contents));
  }

  list(entries) {
    const list = this.root.createElement("ol");
    list.className = "contents";
    for (const entry of entries) {
      const item = this.root.createElement("li");
      const label = this.root.createElement(entry.href ? "button" : "span");
      label.textContent = entry.label;
      if (entry.href) {
        label.type = "button";
        label.addEventListener("click", () => {
          label.closest("dialog").close();
          this.pages.jump(this.book.atHref(entry.href));
        });
      }
      item.append(label);
      if (entry.children.length) item.append(this.list(entry.children));
      list.append(item);
    }
    return list;
  }

  askOutside(address) {
    if (!OUTSIDE.test(address)) return;
    this.one("outside-address").textContent = address;
    this.one("outside").href = address;
    this.root.getElementById("outside").showModal();
  }

  key(event) {
    onKey(event, (pressed) => this.actionOf(pressed));
  }

  actionOf({ key, shiftKey, target }) {
    const { pages, book } = this;
    const forward = book.data.rtl ? -1 : 1;
    const onButton = target.closest && target.closest("button, a");
    if (key === "ArrowRight") return () => pages.turn(forward);
    if (key === "ArrowLeft") return () => pages.turn(-forward);
    if (key === "PageDown") return () => pages.turn(1);
    if (key === "PageUp") return () => pages.turn(-1);
    if (key === " " && !onButton) return () => pages.turn(shiftKey ? -1 : 1);
    if (key === "Home") return () => pages.jump(book.first());
    if (key === "End") return () => pages.jump(book.last());
    if (pages.scrolls && key === "ArrowDown") return () => pages.nudge(STEP);
    if (pages.scrolls && key === "ArrowUp") return () => pages.nudge(-STEP);
    return shortcutFor(key, this.letters, this.display);
  }

  // Single-letter shortcuts, which can be disabled for users of speech input.
  get letters() {
    const { book, selection, highlighting, imageViewer, readAloud } = this;
    return {
      ...(highlighting ? highlighting.letters : {}),
      s: () => selection.paragraph(),
      r: () => readAloud.toggle(),
      i: () => imageViewer.open(),
      ...(book.data.find ? { f: () => this.root.getElementById("find").showModal() } : {}),
      c: () => this.root.getElementById("contents").showModal(),
    };
  }
}
