// Search in the whole book by the server, or on the device for an offline book while the server cannot
// be reached. Each match is located in its page by its text; `locator.show` opens and frames one.
import { OfflineSearch } from "./offline-search.js";
import { normaliseQuery } from "./text-normalisation.js";

const SERVER_TIMEOUT = 5000; // milliseconds to wait for a slow server where the book is offline

export class BookSearch {
  constructor(data, locator, overlay, token, root) {
    this.data = data;
    this.locator = locator;
    this.overlay = overlay;
    this.token = token;
    this.root = root;
    this.run = 0;
    this.active = false;
    this.local = data.finding ? new OfflineSearch(data, locator) : null;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.dialog = root.getElementById("find");
    this.dialog.addEventListener("close", () => this.stop());
    this.one("find").addEventListener("submit", (event) => {
      event.preventDefault();
      this.find(event.target.elements.kata.value);
    });
  }

  // A new search cancels the previous one.
  async find(words) {
    const run = ++this.run;
    this.query = normaliseQuery(words);
    this.active = true;
    this.clear();
    this.show(this.data.words.looking);
    for await (const { said, chapters } of this.results(words)) {
      if (run !== this.run) return;
      this.show(said);
      for (const chapter of chapters) this.add(chapter);
    }
    this.active = false;
  }

  stop() {
    this.run += 1;
    if (this.active) this.show(this.data.words.halted);
    this.active = false;
    if (this.local) this.local.clear();
  }

  // For a long paged book the server first extracts the text and reports progress; asks again then.
  async *results(words) {
    if ((this.data.offline || !navigator.onLine) && (yield* this.offline())) return;
    for (let again = true; again; ) {
      const request = this.post(words);
      const early = await Promise.race([request, new Promise((resolve) => setTimeout(resolve, SERVER_TIMEOUT))]);
      if (!early && (yield* this.offline())) return;
      const found = early || (await request) || { said: this.data.words.unreached, chapters: [] };
      yield found;
      again = found.again;
    }
  }

  // Response of the server, or null where it cannot be reached.
  async post(words) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, kata: words });
    const response = await fetch(this.data.find, { method: "POST", body }).catch(() => null);
    if (!response || response.status >= 500) return null;
    if (response.status === 410) location.reload(); // the loan has ended
    const found = response.ok && !response.redirected ? await response.json().catch(() => null) : null;
    return found || { said: this.data.words.unfound, chapters: [] };
  }

  // Searches on the device; true where the book is offline and results were shown.
  async *offline() {
    if (!this.local || !(await this.local.isStored())) return false;
    yield* this.local.find(this.query);
    return true;
  }

  // Does not repeat the same message.
  show(words) {
    const element = this.one("find-said");
    if (words && element.textContent !== words) element.textContent = words;
  }

  clear() {
    this.chapter = null;
    this.one("found").replaceChildren();
  }

  // Adds matches of a listed chapter below its heading.
  add({ label, hits }) {
    if (!this.chapter || this.chapter.label !== label) this.chapter = this.section(label);
    this.chapter.list.append(...hits.map((hit) => this.item(hit)));
  }

  section(label) {
    const part = this.root.createElement("section");
    const head = this.root.createElement("h3");
    const list = this.root.createElement("ol");
    head.textContent = label || this.data.title;
    list.className = "contents";
    part.append(head, list);
    this.one("found").append(part);
    return { label, list };
  }

  item(hit) {
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
    this.dialog.close();
    this.locator.show(hit, this.query, this.overlay);
  }
}
