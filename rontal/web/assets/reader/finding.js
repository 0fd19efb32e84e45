// Search in the whole book. The hits come from the library, or from the device if it holds the book
// and the library cannot be reached. `ways.show` finds a hit again by its text, goes there and
// points to it.
import { KeptWords } from "./kept-words.js";
import { needleOf } from "./letters.js";

const PATIENCE = 5000; // milliseconds to wait for the library if the device holds the book

export class Finding {
  constructor(data, ways, drawing, token, root) {
    Object.assign(this, { data, ways, drawing, token, root, turn: 0, going: false });
    this.kept = data.finding ? new KeptWords(data, ways) : null;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.sheet = root.getElementById("find");
    this.sheet.addEventListener("close", () => this.stop());
    this.one("find").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(event.target.elements.kata.value);
    });
  }

  // Searches; a new search stops the one before.
  async ask(words) {
    const turn = (this.turn += 1);
    this.needle = needleOf(words);
    this.going = true;
    this.clear();
    this.say(this.data.words.looking);
    for await (const { said, chapters } of this.answers(words)) {
      if (turn !== this.turn) return;
      this.say(said);
      for (const chapter of chapters) this.add(chapter);
    }
    this.going = false;
  }

  stop() {
    this.turn += 1;
    if (this.going) this.say(this.data.words.halted);
    this.going = false;
    if (this.kept) this.kept.forget();
  }

  // Yields the answers. The library first has to read a long book of pages, reports its progress
  // meanwhile, and is then asked again.
  async *answers(words) {
    if ((this.data.offline || !navigator.onLine) && (yield* this.onDevice())) return;
    for (let again = true; again; ) {
      const asked = this.answer(words);
      const soon = await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      if (!soon && (yield* this.onDevice())) return;
      const found = soon || (await asked) || { said: this.data.words.unreached, chapters: [] };
      yield found;
      again = found.again;
    }
  }

  // Returns the library's answer, or null if it cannot be reached.
  async answer(words) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, kata: words });
    const answer = await fetch(this.data.find, { method: "POST", body }).catch(() => null);
    if (!answer || answer.status >= 500) return null;
    if (answer.status === 410) location.reload(); // the loan is over
    const found = answer.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
    return found || { said: this.data.words.unfound, chapters: [] };
  }

  // Yields the hits from this device; returns true if it holds the book.
  async *onDevice() {
    if (!this.kept || !(await this.kept.isHere())) return false;
    yield* this.kept.find(this.needle);
    return true;
  }

  // Shows the status; the same text is not set again, so that screen readers do not repeat it.
  say(words) {
    const said = this.one("find-said");
    if (words && said.textContent !== words) said.textContent = words;
  }

  clear() {
    this.chapter = null;
    this.one("found").replaceChildren();
  }

  // Adds the hits of a chapter; a chapter that is already shown gets no second heading.
  add({ label, hits }) {
    if (!this.chapter || this.chapter.label !== label) this.chapter = this.begin(label);
    this.chapter.list.append(...hits.map((hit) => this.line(hit)));
  }

  begin(label) {
    const part = this.root.createElement("section");
    const head = this.root.createElement("h3");
    const list = this.root.createElement("ol");
    head.textContent = label || this.data.title;
    list.className = "contents";
    part.append(head, list);
    this.one("found").append(part);
    return { label, list };
  }

  line(hit) {
    const item = this.root.createElement("li");
    const button = this.root.createElement("button");
    const match = this.root.createElement("mark");
    match.textContent = hit.match;
    button.type = "button";
    button.append(`…${hit.before}`, match, `${hit.after}…`);
    button.addEventListener("click", () => this.go(hit));
    item.append(button);
    return item;
  }

  go(hit) {
    this.sheet.close();
    this.ways.show(hit, this.needle, this.drawing);
  }
}
