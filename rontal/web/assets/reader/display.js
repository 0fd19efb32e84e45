// How the page looks: letters, colours, pages or scroll. Kept in this browser.
const KEY = "rontal-reader";
const SIZES = [80, 90, 100, 112, 125, 140, 160, 180, 200];
const THEMES = {
  light: { ink: "#1b1f1d", ground: "#ffffff", link: "#0f5446" },
  sepia: { ink: "#3b2f1e", ground: "#f6ecd9", link: "#7a4a12" },
  dark: { ink: "#d9dfdb", ground: "#14181a", link: "#86d2ba" },
};

export class Display extends EventTarget {
  constructor(storage) {
    super();
    this.storage = storage;
    this.chosen = { theme: "auto", flow: "paginated", size: 100, letters: "on", ...this.kept() };
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", () => this.changed());
  }

  kept() {
    try {
      const found = JSON.parse(this.storage.getItem(KEY)) || {};
      const known = {};
      if (found.theme === "auto" || THEMES[found.theme]) known.theme = found.theme;
      if (found.flow === "paginated" || found.flow === "scrolled") known.flow = found.flow;
      if (found.letters === "off") known.letters = "off";
      if (SIZES.includes(found.size)) known.size = found.size;
      return known;
    } catch (error) {
      return {}; // no storage, or not ours
    }
  }

  choose(change) {
    Object.assign(this.chosen, change);
    try {
      this.storage.setItem(KEY, JSON.stringify(this.chosen));
    } catch (error) {
      // The choice holds until the page is left.
    }
    this.changed();
  }

  resize(by) {
    const at = SIZES.indexOf(this.chosen.size) + by;
    this.choose({ size: SIZES[Math.max(0, Math.min(SIZES.length - 1, at))] });
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  get theme() {
    if (this.chosen.theme !== "auto") return this.chosen.theme;
    const site = document.documentElement.dataset.site;
    if (site === "light" || site === "dark") return site;
    return this.dark.matches ? "dark" : "light";
  }

  // Style sheets for a page: one that the book may overrule, one that it may not.
  get styles() {
    const { ink, ground, link } = THEMES[this.theme];
    const before = `
      html { font-family: Georgia, "Noto Serif", serif; line-height: 1.55; }
      p { text-align: start; orphans: 2; widows: 2; }
      img, svg { max-width: 100%; height: auto; }
      pre { white-space: pre-wrap !important; }`;
    const after = `
      html { --theme-bg-color: ${ground}; font-size: ${this.chosen.size}% !important;
        color: ${ink} !important; background: ${ground} !important; color-scheme: ${this.theme === "dark" ? "dark" : "light"}; }
      body { color: ${ink} !important; background: none !important; }
      a:any-link { color: ${link} !important; }
      ${this.theme === "light" ? "" : "body *:not(a):not(svg):not(svg *) { color: inherit !important; background-color: transparent !important; border-color: currentColor !important; }"}`;
    return [before, after];
  }
}
