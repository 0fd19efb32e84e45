// Going back after a jump, by a button and by the browser's back button. Our button disappears after
// some page turns; the browser's entry stays.
const MAX_TURNS = 3; // pages

export class JumpBack {
  constructor(words, locator, pages, home, root) {
    this.words = words;
    this.locator = locator;
    this.pages = pages;
    this.turned = 0;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    pages.addEventListener("jump", ({ detail }) => this.offer(detail));
    pages.addEventListener("turned", () => this.show(++this.turned < MAX_TURNS && this.offered));
    addEventListener("popstate", ({ state }) => state && state.spot && this.go(state.spot));
    this.one("way-back").addEventListener("click", () => {
      history.back();
      home.focus({ preventScroll: true }); // the button is about to disappear
    });
  }

  offer(from) {
    history.replaceState({ spot: from }, "");
    history.pushState({ spot: this.pages.spot }, "");
    const where = [from.chapter, `${Math.round(100 * from.part)}%`].filter(Boolean).join(", ");
    this.one("way-back").textContent = `${this.words.back} ${where}`;
    this.turned = 0;
    this.show(true);
  }

  go(spot) {
    this.show(false);
    this.pages.goTo(this.locator.at(spot));
  }

  show(offered) {
    this.offered = offered;
    this.one("way-back-strip").hidden = !offered;
  }
}
