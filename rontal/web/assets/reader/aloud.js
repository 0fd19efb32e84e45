// Reading aloud by the voices that the browser has: sentence by sentence, the page goes along.
import { sentencesOf } from "./sentences.js";

export class Aloud {
  constructor(book, pages, drawing, root) {
    Object.assign(this, { book, pages, drawing, voices: window.speechSynthesis, turn: 0 });
    this.one = (name) => root.querySelector(`[data-${name}]`);
    if (!this.voices || !window.SpeechSynthesisUtterance) return;
    if (this.voices.addEventListener) this.voices.addEventListener("voiceschanged", () => this.offer());
    this.one("aloud").addEventListener("click", () => {
      root.getElementById("display").close();
      this.start();
    });
    this.one("aloud-pause").addEventListener("click", () => (this.paused ? this.start() : this.pause()));
    this.one("aloud-stop").addEventListener("click", () => this.stop());
    pages.addEventListener("page", () => !this.leading && this.stop());
    window.addEventListener("pagehide", () => this.stop());
    this.offer();
  }

  // Without a voice there is nothing to offer.
  offer() {
    this.one("aloud-part").hidden = this.voices.getVoices().length === 0;
  }

  toggle() {
    if (this.one("aloud-part").hidden) return;
    if (this.turn && !this.paused) this.pause();
    else this.start();
  }

  // Goes on where it was paused, else with what is in sight.
  start() {
    const { here } = this.pages;
    if (!this.paused) this.waiting = this.sentences(here && here.range);
    this.show(true);
    this.next();
  }

  sentences(from) {
    const [shown] = this.pages.view.getContents();
    return shown && shown.doc ? sentencesOf(shown.doc, this.book.data.language, from) : [];
  }

  async next() {
    const turn = (this.turn += 1);
    if (!this.waiting.length) await this.onward();
    const [sentence] = this.waiting;
    if (turn !== this.turn) return;
    if (!sentence) return this.stop();
    await this.point(sentence.range);
    const spoken = new SpeechSynthesisUtterance(sentence.words);
    spoken.lang = sentence.lang;
    spoken.voice = this.voices.getVoices().find(({ lang }) => lang.slice(0, 2) === sentence.lang.slice(0, 2)) || null;
    spoken.onend = () => turn === this.turn && this.waiting.shift() && this.next();
    spoken.onerror = () => turn === this.turn && this.stop();
    this.voices.speak(spoken);
  }

  async point(range) {
    const { here } = this.pages;
    this.drawing.point(range);
    if (here.range && here.range.isPointInRange(range.startContainer, range.startOffset)) return;
    await this.lead(() => this.pages.goTo({ index: here.index, anchor: () => range }));
  }

  // The next page that has words, or none at the end of the book.
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
    this.turn += 1; // what still sounds ends without a successor
    this.voices.cancel();
    this.show(true, true);
  }

  stop() {
    if (!this.turn) return;
    this.turn = 0;
    this.waiting = [];
    this.voices.cancel();
    this.drawing.point(null);
    this.show(false);
  }

  show(sounds, paused = false) {
    this.paused = paused;
    this.one("aloud-strip").hidden = !sounds;
    this.one("aloud-pause").textContent = this.book.data.words[paused ? "resume" : "pause"];
  }
}
