// [data-look]: shows the result of the server's photo checks. Fetches it again from data-look-url
// while the place contains [data-look-waits], for at most LONGEST milliseconds. The server ends the
// polling by leaving [data-look-waits] out; a lost connection does not end it before that limit.
const PAUSES = [700, 900, 1100, 1300, 1600, 2000, 2500, 3000];
const LONGEST = 45000;

class Look {
  constructor(place) {
    this.place = place;
    this.said = place.innerHTML.trim();
    this.begin(place.innerHTML);
  }

  waits() {
    return Boolean(this.place.querySelector("[data-look-waits]"));
  }

  say(html) {
    // Writing the same HTML again would make a screen reader read it again.
    if (html.trim() === this.said) return;
    this.said = html.trim();
    this.place.innerHTML = html;
    this.place.dispatchEvent(new CustomEvent("look:changed", { bubbles: true }));
  }

  begin(html) {
    this.say(html);
    clearTimeout(this.timer);
    this.ends = Date.now() + LONGEST;
    this.round = 0;
    if (this.waits()) this.later();
  }

  // Another photo is being uploaded: hides the result of the former photo and stops polling.
  pause() {
    clearTimeout(this.timer);
    this.former = this.place.innerHTML;
    this.say("");
  }

  later() {
    const pause = PAUSES[Math.min(this.round++, PAUSES.length - 1)];
    this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    const answer = await fetch(this.place.dataset.lookUrl, {
      headers: { "X-Requested-With": "look" },
    }).catch(() => null);
    if (answer && answer.ok) this.say(await answer.text());
    if (answer && answer.status === 404) return;
    if (this.waits() && Date.now() < this.ends) this.later();
  }
}

const looks = new WeakMap();

function lookOf(event) {
  return looks.get(event.target.querySelector("[data-look]"));
}

export function setUpLooks(root) {
  for (const place of root.querySelectorAll("[data-look]")) looks.set(place, new Look(place));
  root.addEventListener("photo:chosen", (event) => {
    const look = lookOf(event);
    if (look) look.pause();
  });
  root.addEventListener("photo:done", (event) => {
    const look = lookOf(event);
    if (look) look.begin(event.detail.look || "");
  });
  root.addEventListener("photo:kept", (event) => {
    const look = lookOf(event);
    if (look) look.begin(look.former);
  });
}
