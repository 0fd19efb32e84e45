// Search in the whole book by the server, or on the device for an offline book while the server cannot
// be reached. Each match is located in its page by its text; `ways.show` opens and frames one.
import { KeptWords } from "./kept-words.js";
import { needleOf } from "./letters.js";

const PATIENCE = 5000; // milliseconds to wait for a slow server where the book is offline

export class Finding {
  constructor(data, ways, drawing, token, root) {
    this.data = data;
    this.ways = ways;
    this.drawing = drawing;
    this.token = token;
    this.root = root;
    this.turn = 0;
    this.going = false;
    this.kept = data.finding ? new KeptWords(data, ways) : null;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.sheet = root.getElementById("find");
    this.sheet.addEventListener("close", () => this.stop());
    this.one("find").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(event.target.elements.kata.value);
    });
  }

  // A new search cancels the previous one.
  async ask(words) {
    const turn = ++this.turn;
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

  // For a long paged book the server first extracts the text and reports progress; asks again then.
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

  // Response of the server, or null where it cannot be reached.
  async answer(words) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, kata: words });
    const answer = await fetch(this.data.find, { method: "POST", body }).catch(() => null);
    if (!answer || answer.status >= 500) return null;
    if (answer.status === 410) location.reload(); // the loan has ended
    const found = answer.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
    return found || { said: this.data.words.unfound, chapters: [] };
  }

  // Searches on the device; true where the book is offline and results were shown.
  async *onDevice() {
    if (!this.kept || !(await this.kept.isHere())) return false;
    yield* this.kept.find(this.needle);
    return true;
  }

  // Does not repeat the same message.
  say(words) {
    const said = this.one("find-said");
    if (words && said.textContent !== words) said.textContent = words;
  }

  clear() {
    this.chapter = null;
    this.one("found").replaceChildren();
  }

  // Adds matches of a listed chapter below its heading.
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
