// [data-look]: shows the result of the server's photo checks. Fetches it again from data-look-url
// while the place contains [data-look-waits], for at most TIMEOUT milliseconds. The server ends the
// polling by leaving [data-look-waits] out; a lost connection does not end it before that limit.
const DELAYS = [700, 900, 1100, 1300, 1600, 2000, 2500, 3000];
const TIMEOUT = 45000;

class PhotoChecks {
  constructor(element) {
    this.element = element;
    this.shownHtml = element.innerHTML.trim();
    this.start(element.innerHTML);
  }

  isPending() {
    return Boolean(this.element.querySelector("[data-look-waits]"));
  }

  show(html) {
    // Writing the same HTML again would make a screen reader read it again.
    if (html.trim() === this.shownHtml) return;
    this.shownHtml = html.trim();
    this.element.innerHTML = html;
    this.element.dispatchEvent(new CustomEvent("look:changed", { bubbles: true }));
  }

  start(html) {
    this.show(html);
    clearTimeout(this.timer);
    this.endsAt = Date.now() + TIMEOUT;
    this.attempt = 0;
    if (this.isPending()) this.schedule();
  }

  // Another photo is being uploaded: hides the result of the former photo and stops polling.
  pause() {
    clearTimeout(this.timer);
    this.formerHtml = this.element.innerHTML;
    this.show("");
  }

  schedule() {
    const delay = DELAYS[Math.min(this.attempt++, DELAYS.length - 1)];
    this.timer = setTimeout(() => this.update(), delay);
  }

  async update() {
    const response = await fetch(this.element.dataset.lookUrl, {
      headers: { "X-Requested-With": "look" },
    }).catch(() => null);
    if (response && response.ok) this.show(await response.text());
    if (response && response.status === 404) return;
    if (this.isPending() && Date.now() < this.endsAt) this.schedule();
  }
}

const instances = new WeakMap();

function checksFor(event) {
  return instances.get(event.target.querySelector("[data-look]"));
}

export function setUpPhotoChecks(root) {
  for (const element of root.querySelectorAll("[data-look]")) instances.set(element, new PhotoChecks(element));
  root.addEventListener("photo:chosen", (event) => {
    const checks = checksFor(event);
    if (checks) checks.pause();
  });
  root.addEventListener("photo:done", (event) => {
    const checks = checksFor(event);
    if (checks) checks.start(event.detail.look || "");
  });
  root.addEventListener("photo:kept", (event) => {
    const checks = checksFor(event);
    if (checks) checks.start(checks.formerHtml);
  });
}
