// Reads the book aloud with the browser's voices, sentence by sentence, and turns the pages.
import { StorageEntry } from "./storage-entry.js";
import { languageOf, sentencesOf } from "./sentences.js";
import { Voices } from "./voices.js";

export class ReadAloud {
  constructor(book, pages, overlay, status, storage, root) {
    this.book = book;
    this.pages = pages;
    this.overlay = overlay;
    this.status = status;
    this.root = root;
    this.run = 0;
    this.speech = window.speechSynthesis;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    // A book without a language is read in that of the surrounding page.
    this.language = languageOf(book.data.language) || root.documentElement.lang;
    if (!this.speech || !window.SpeechSynthesisUtterance) return;
    this.voices = new Voices(this.speech, this.language, new StorageEntry(storage, "rontal-aloud"), root);
    this.voices.addEventListener("change", () => this.restart());
    this.watchButtons();
    pages.addEventListener("page", () => !this.moving && this.stop());
    addEventListener("pagehide", () => this.stop());
  }

  watchButtons() {
    this.one("aloud").addEventListener("click", () => {
      this.root.getElementById("display").close();
      this.begin();
    });
    this.one("aloud-choice").addEventListener("submit", (event) => {
      event.preventDefault();
      this.root.getElementById("display").close();
      this.voices.close();
      if (!this.run || this.paused) this.start();
    });
    this.one("aloud-pause").addEventListener("click", () => (this.paused ? this.start() : this.pause()));
    this.one("aloud-stop").addEventListener("click", () => this.stop());
  }

  toggle() {
    if (this.one("aloud-part").hidden) return;
    if (this.run && !this.paused) this.pause();
    else this.begin();
  }

  // Without a voice for the book's language the user chooses one first.
  begin() {
    if (this.voices.known) this.start();
    else this.voices.open();
  }

  // Continues after a pause, else starts with the visible text.
  start() {
    const { here } = this.pages;
    if (!this.paused) this.queue = this.sentences(here && here.range);
    this.show(true);
    this.next();
  }

  // Restarts the sentence with another voice or speed.
  restart() {
    if (!this.run || this.paused) return;
    this.speech.cancel();
    this.next();
  }

  sentences(from) {
    const [shown] = this.pages.view.getContents();
    return shown && shown.doc ? sentencesOf(shown.doc, this.language, from) : [];
  }

  async next() {
    const run = ++this.run;
    if (!this.queue.length) await this.advance();
    const [sentence] = this.queue;
    if (run !== this.run) return;
    if (!sentence) return this.stop();
    await this.reveal(sentence.range);
    const spoken = new SpeechSynthesisUtterance(sentence.words);
    spoken.lang = sentence.lang;
    spoken.voice = this.voices.of(sentence.lang);
    spoken.rate = this.voices.speed;
    spoken.onend = () => run === this.run && this.queue.shift() && this.next();
    spoken.onerror = () => run === this.run && this.fail();
    this.speech.speak(spoken);
  }

  async reveal(range) {
    const { here } = this.pages;
    this.overlay.frame(range);
    if (here.range && here.range.isPointInRange(range.startContainer, range.startOffset)) return;
    await this.moveTo(() => this.pages.goTo({ index: here.index, anchor: () => range }));
  }

  // Goes to the next section with text and queues its sentences; queues none at the end of the book.
  async advance() {
    for (let index = this.pages.here.index; !this.queue.length; index = this.pages.here.index) {
      await this.moveTo(() => this.pages.nextSection());
      if (this.pages.here.index === index) return;
      this.queue = this.sentences(null);
    }
  }

  async moveTo(navigate) {
    this.moving = true;
    await navigate();
    this.moving = false;
  }

  pause() {
    this.run += 1; // so that the end of the current sentence starts no further one
    this.speech.cancel();
    this.show(true, true);
  }

  fail() {
    this.stop();
    this.status.show(this.book.data.words.unspoken);
  }

  stop() {
    if (!this.run) return;
    this.run = 0;
    this.queue = [];
    this.speech.cancel();
    this.overlay.frame(null);
    this.show(false);
  }

  show(isVisible, paused = false) {
    this.paused = paused;
    this.one("aloud-strip").hidden = !isVisible;
    this.one("aloud-pause").textContent = this.book.data.words[paused ? "resume" : "pause"];
  }
}
