// Reads aloud with the browser's voices, sentence by sentence, turning pages along.
import { Drawer } from "./drawer.js";
import { known, sentencesOf } from "./sentences.js";
import { Voices } from "./voices.js";

export class Aloud {
  constructor(book, pages, drawing, said, storage, root) {
    this.book = book;
    this.pages = pages;
    this.drawing = drawing;
    this.said = said;
    this.root = root;
    this.turn = 0;
    this.speech = window.speechSynthesis;
    this.one = (name) => root.querySelector(`[data-${name}]`);
    // A book without a language is read in that of the surrounding page.
    this.language = known(book.data.language) || root.documentElement.lang;
    if (!this.speech || !window.SpeechSynthesisUtterance) return;
    this.voices = new Voices(this.speech, this.language, new Drawer(storage, "rontal-aloud"), root);
    this.voices.addEventListener("change", () => this.changed());
    this.watchButtons();
    pages.addEventListener("page", () => !this.leading && this.stop());
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
      if (!this.turn || this.paused) this.start();
    });
    this.one("aloud-pause").addEventListener("click", () => (this.paused ? this.start() : this.pause()));
    this.one("aloud-stop").addEventListener("click", () => this.stop());
  }

  toggle() {
    if (this.one("aloud-part").hidden) return;
    if (this.turn && !this.paused) this.pause();
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
    if (!this.paused) this.waiting = this.sentences(here && here.range);
    this.show(true);
    this.next();
  }

  // Restarts the sentence with another voice or speed.
  changed() {
    if (!this.turn || this.paused) return;
    this.speech.cancel();
    this.next();
  }

  sentences(from) {
    const [shown] = this.pages.view.getContents();
    return shown && shown.doc ? sentencesOf(shown.doc, this.language, from) : [];
  }

  async next() {
    const turn = ++this.turn;
    if (!this.waiting.length) await this.onward();
    const [sentence] = this.waiting;
    if (turn !== this.turn) return;
    if (!sentence) return this.stop();
    await this.point(sentence.range);
    const spoken = new SpeechSynthesisUtterance(sentence.words);
    spoken.lang = sentence.lang;
    spoken.voice = this.voices.of(sentence.lang);
    spoken.rate = this.voices.speed;
    spoken.onend = () => turn === this.turn && this.waiting.shift() && this.next();
    spoken.onerror = () => turn === this.turn && this.fail();
    this.speech.speak(spoken);
  }

  async point(range) {
    const { here } = this.pages;
    this.drawing.point(range);
    if (here.range && here.range.isPointInRange(range.startContainer, range.startOffset)) return;
    await this.lead(() => this.pages.goTo({ index: here.index, anchor: () => range }));
  }

  // Goes to the next page with text; collects nothing at the end of the book.
  async onward() {
    for (let index = this.pages.here.index; !this.waiting.length; index = this.pages.here.index) {
      await this.lead(() => this.pages.nextSection());
      if (this.pages.here.index === index) return;
      this.waiting = this.sentences(null);
    }
  }

  async lead(go) {
    this.leading = true;
    await go();
    this.leading = false;
  }

  pause() {
    this.turn += 1; // so that the end of the current sentence starts no further one
    this.speech.cancel();
    this.show(true, true);
  }

  fail() {
    this.stop();
    this.said.say(this.book.data.words.unspoken);
  }

  stop() {
    if (!this.turn) return;
    this.turn = 0;
    this.waiting = [];
    this.speech.cancel();
    this.drawing.point(null);
    this.show(false);
  }

  show(sounds, paused = false) {
    this.paused = paused;
    this.one("aloud-strip").hidden = !sounds;
    this.one("aloud-pause").textContent = this.book.data.words[paused ? "resume" : "pause"];
  }
}
