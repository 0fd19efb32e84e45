// The browser's voices and the choice among them: a voice for the book's language, and a speed.
// Both are stored in this browser.

// Language codes that some phones still use, mapped to the standard ones.
const OTHER_CODES = { in: "id", ind: "id", jw: "jv", jav: "jv", sun: "su", eng: "en", iw: "he" };

export class Voices extends EventTarget {
  constructor(speech, language, drawer, root) {
    super();
    Object.assign(this, { speech, language, drawer, root, chosen: drawer.get() || {} });
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.sheet = root.getElementById("aloud");
    this.form = this.one("aloud-choice");
    this.form.addEventListener("change", ({ target }) => this.choose({ [target.name]: target.value }));
    if (speech.addEventListener) speech.addEventListener("voiceschanged", () => this.offer());
    this.offer();
  }

  get all() {
    return this.speech.getVoices();
  }

  // Returns the voices for the book's language, or all voices if there are none.
  get fitting() {
    const found = this.all.filter((voice) => speaks(voice, this.language));
    return found.length ? found : this.all;
  }

  // True if there is a voice for the book's language, or another one was chosen.
  get known() {
    return this.all.some((voice) => speaks(voice, this.language)) || Boolean(this.own);
  }

  get own() {
    return this.fitting.find(({ name }) => name === this.chosen.voice);
  }

  get speed() {
    return Number(this.chosen.speed) || 1;
  }

  // Returns the voice for a sentence's language, which may differ from the book's.
  of(lang) {
    const others = this.all.filter((voice) => speaks(voice, lang));
    const { own } = this;
    return (own && (speaks(own, lang) || !others.length) ? own : others[0]) || null;
  }

  choose(change) {
    Object.assign(this.chosen, change);
    this.drawer.put(this.chosen);
    this.dispatchEvent(new Event("change"));
  }

  // Lists the voices; hides the whole control if the browser has none.
  offer() {
    this.one("aloud-part").hidden = this.all.length === 0;
    this.one("voiceless").hidden = this.all.some((voice) => speaks(voice, this.language));
    this.one("voiceless-language").textContent = nameOf(this.language);
    const { voice, speed } = this.form.elements;
    voice.replaceChildren(...this.fitting.map(({ name, lang }) => new Option(`${name} (${nameOf(lang)})`, name)));
    if (this.own) voice.value = this.own.name;
    speed.value = String(this.speed);
  }

  open() {
    this.offer();
    this.sheet.showModal();
  }

  // Continuing without a choice takes the voice that the form shows.
  close() {
    if (!this.known) this.choose({ voice: this.form.elements.voice.value });
    this.sheet.close();
  }
}

const codeOf = (lang) => {
  const [code] = lang.toLowerCase().split(/[-_]/);
  return OTHER_CODES[code] || code;
};

const speaks = (voice, lang) => codeOf(voice.lang) === codeOf(lang);

function nameOf(lang) {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(codeOf(lang));
  } catch (error) {
    return lang;
  }
}
