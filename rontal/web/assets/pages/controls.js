// Buttons, keys and dialogs around the pages.
import { settingOf, shortcutFor, onKey, setUpDialogs } from "../reader/controls-common.js";

const ZOOM_STEP = 1.4;
const SCROLL_PART = 0.15;

export class Controls {
  constructor({ root, book, view, display, settings, place, letters }) {
    this.root = root;
    this.book = book;
    this.view = view;
    this.display = display;
    this.letters = letters;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.all = (name) => [...root.querySelectorAll(`[data-${name}]`)];
    this.contents = root.getElementById("contents");
    this.watchPages(place);
    this.watchButtons();
    this.watchSheets();
    this.watchDisplay(display, settings);
    root.addEventListener("keydown", (event) => this.key(event));
  }

  watchPages(place) {
    this.view.addEventListener("ready", () => {
      for (const part of this.all("when-ready")) part.hidden = false;
      this.view.layOut();
      this.show(this.view.page);
    });
    this.view.addEventListener("moved", ({ detail }) => {
      this.show(detail.page);
      if (detail.asked) place.save(`page=${detail.page}`, this.book.part(detail.page));
    });
  }

  show(page) {
    this.name(page);
    this.one("percent").textContent = `${Math.round((100 * page) / this.book.total)}%`;
    if (!this.sliding) this.one("slide").value = page;
    this.one("zoom-out").disabled = this.view.zoom <= 1;
  }

  name(page) {
    const name = this.book.name(page);
    this.one("chapter").textContent = name;
    this.one("slide").setAttribute("aria-valuetext", name);
  }

  watchButtons() {
    for (const button of this.all("turn"))
      button.addEventListener("click", () => this.view.turn(Number(button.dataset.turn)));
    this.one("zoom-in").addEventListener("click", () => this.zoom(1));
    this.one("zoom-out").addEventListener("click", () => this.zoom(-1));
    const slider = this.one("slide");
    slider.addEventListener("input", () => {
      this.sliding = true;
      this.name(Number(slider.value));
    });
    slider.addEventListener("change", () => {
      this.sliding = false;
      this.view.jump(Number(slider.value));
    });
  }

  watchSheets() {
    setUpDialogs(this.root);
    this.contents.addEventListener("click", (event) => this.follow(event));
    this.one("go").addEventListener("submit", (event) => {
      event.preventDefault();
      this.goTo(this.pageOf(event.target.elements.halaman.value.trim()));
    });
  }

  // An entry of the table of contents goes to a page here instead of to its URL.
  follow(event) {
    const link = event.target.closest("a");
    const found = link && /\/halaman\/(\d+)\/$/.exec(link.pathname);
    if (!found) return;
    event.preventDefault();
    this.goTo(Number(found[1]));
  }

  goTo(page) {
    if (!page) return;
    this.contents.close();
    this.view.jump(page);
    this.one("stage").focus({ preventScroll: true });
  }

  // Page by its printed label, else by its number.
  pageOf(typed) {
    const { labels } = this.book.data;
    const printed = Object.keys(labels).find((page) => labels[page].toLowerCase() === typed.toLowerCase());
    return printed ? Number(printed) : parseInt(typed, 10) || 0;
  }

  watchDisplay(display, settings) {
    const form = this.one("display");
    const show = () => {
      form.elements.theme.value = display.chosen.theme;
      form.elements.flow.value = display.chosen.flow;
      form.elements.letters.checked = display.chosen.letters === "on";
      form.elements.fit.value = settings.chosen.fit;
      form.elements.pages.value = settings.chosen.pages;
      const { dataset } = this.root.documentElement;
      dataset.reader = display.theme;
      dataset.theme = display.theme === "dark" ? "dark" : "light";
    };
    form.addEventListener("change", ({ target }) => {
      const owner = ["fit", "pages"].includes(target.name) ? settings : display;
      this.view.zoom = 1;
      owner.choose(settingOf(target));
    });
    settings.addEventListener("change", show);
    show();
  }

  zoom(by) {
    this.view.zoomTo(this.view.zoom * (by > 0 ? ZOOM_STEP : 1 / ZOOM_STEP));
  }

  key(event) {
    onKey(event, (pressed) => this.actionOf(pressed));
  }

  actionOf({ key, shiftKey, target }) {
    const { view, book } = this;
    const forward = book.rtl ? -1 : 1;
    if (key === "ArrowRight") return () => view.along(forward, SCROLL_PART) || view.turn(forward);
    if (key === "ArrowLeft") return () => view.along(-forward, SCROLL_PART) || view.turn(-forward);
    if (key === "ArrowDown") return () => view.down(1, SCROLL_PART);
    if (key === "ArrowUp") return () => view.down(-1, SCROLL_PART);
    if (key === "PageDown") return () => view.step(1);
    if (key === "PageUp") return () => view.step(-1);
    if (key === " " && !target.closest("button, a")) return () => view.step(shiftKey ? -1 : 1);
    if (key === "Home") return () => view.jump(1);
    if (key === "End") return () => view.jump(book.total);
    if (key === "+" || key === "=") return () => this.zoom(1);
    if (key === "-") return () => this.zoom(-1);
    if (key === "0") return () => view.zoomTo(1);
    return shortcutFor(key, { ...this.letters, c: () => this.contents.showModal() }, this.display);
  }
}
