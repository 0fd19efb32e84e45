// Display settings: font, spacing, width, colours, paged or scrolled. Stored in this browser.
import { StorageEntry } from "./storage-entry.js";

const STORAGE_KEY = "rontal-reader";
const SIZES = [80, 90, 100, 112, 125, 140, 160, 180, 200];
const THEMES = {
  light: { ink: "#1b1f1d", ground: "#ffffff", link: "#0f5446", picked: "#bfe3d8" },
  sepia: { ink: "#3b2f1e", ground: "#f6ecd9", link: "#7a4a12", picked: "#e6cc9c" },
  dark: { ink: "#d9dfdb", ground: "#14181a", link: "#86d2ba", picked: "#2f5d52" },
};
const SERIF = 'Georgia, "Noto Serif", serif';
const TYPEFACES = {
  book: null,
  serif: SERIF,
  sans: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  dyslexic: 'OpenDyslexic, "Comic Sans MS", sans-serif',
};
const SPACINGS = { book: null, wide: 1.8, wider: 2.2 };
const WIDTHS = { narrow: ["520px", "12%"], normal: ["680px", "7%"], wide: ["960px", "4%"] };
const EDGES = { book: null, ragged: "start", even: "justify" };

// Settings with their values; the first is the default.
const CHOICES = {
  theme: ["auto", ...Object.keys(THEMES)],
  flow: ["paginated", "scrolled"],
  size: [100, ...SIZES],
  face: Object.keys(TYPEFACES),
  spacing: Object.keys(SPACINGS),
  width: ["normal", ...Object.keys(WIDTHS)],
  edge: Object.keys(EDGES),
  letters: ["on", "off"],
};

export class DisplaySettings extends EventTarget {
  constructor(storage) {
    super();
    this.entry = new StorageEntry(storage, STORAGE_KEY);
    this.chosen = this.load();
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", () => this.notify());
  }

  load() {
    const found = this.entry.get() || {};
    const validChoice = ([name, choices]) => [name, choices.includes(found[name]) ? found[name] : choices[0]];
    return Object.fromEntries(Object.entries(CHOICES).map(validChoice));
  }

  choose(change) {
    Object.assign(this.chosen, change);
    this.entry.put(this.chosen);
    this.notify();
  }

  resize(by) {
    const at = SIZES.indexOf(this.chosen.size) + by;
    this.choose({ size: SIZES[Math.max(0, Math.min(SIZES.length - 1, at))] });
  }

  notify() {
    this.dispatchEvent(new Event("change"));
  }

  get theme() {
    if (this.chosen.theme !== "auto") return this.chosen.theme;
    const site = document.documentElement.dataset.site;
    if (site === "light" || site === "dark") return site;
    return this.dark.matches ? "dark" : "light";
  }

  // Maximum line length and the margin.
  get measure() {
    return WIDTHS[this.chosen.width];
  }

  // Style sheets of a page: one that the book may override, and one that it may not.
  get styles() {
    const { ink, ground, link, picked } = THEMES[this.theme];
    const before = `
      html { font-family: ${SERIF}; line-height: 1.55; }
      p { text-align: start; orphans: 2; widows: 2; }
      img, svg { max-width: 100%; height: auto; }
      pre { white-space: pre-wrap !important; }`;
    const after = `
      html { --theme-bg-color: ${ground}; font-size: ${this.chosen.size}% !important;
        color: ${ink} !important; background: ${ground} !important; color-scheme: ${this.theme === "dark" ? "dark" : "light"}; }
      body { color: ${ink} !important; background: none !important; }
      a:any-link { color: ${link} !important; }
      ::selection { color: ${ink} !important; background: ${picked} !important; }
      ${this.theme === "light" ? "" : "body *:not(a):not(svg):not(svg *) { color: inherit !important; background-color: transparent !important; border-color: currentColor !important; }"}
      ${this.ownStyles}`;
    return [before, after];
  }

  // Overrides of the book's styles; code, formulas and drawings are unchanged.
  get ownStyles() {
    const face = TYPEFACES[this.chosen.face];
    const spacing = SPACINGS[this.chosen.spacing];
    const edge = EDGES[this.chosen.edge];
    const words =
      "body, body *:not(pre):not(pre *):not(code):not(code *):not(kbd):not(samp):not(math):not(math *):not(svg):not(svg *)";
    return [
      face && `${words} { font-family: ${face} !important; }`,
      spacing && `body, p, li, dd, dt, blockquote, div { line-height: ${spacing} !important; }`,
      edge &&
        `p, li, dd, blockquote { text-align: ${edge} !important; hyphens: ${edge === "justify" ? "auto" : "manual"} !important; }`,
    ]
      .filter(Boolean)
      .join("\n");
  }
}
