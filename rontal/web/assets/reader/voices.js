// Speech voices of the browser, with the chosen voice for the book's language and the chosen speed.
// Both are stored in this browser.

// Outdated and three-letter language codes that some phones use.
const OTHER_CODES = { in: "id", ind: "id", jw: "jv", jav: "jv", sun: "su", eng: "en", iw: "he" };

export class Voices extends EventTarget {
  constructor(speech, language, entry, root) {
    super();
    this.speech = speech;
    this.language = language;
    this.entry = entry;
    this.root = root;
    this.chosen = entry.get() || {};
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.dialog = root.getElementById("aloud");
    this.form = this.one("aloud-choice");
    this.form.addEventListener("change", ({ target }) => this.choose({ [target.name]: target.value }));
    if (speech.addEventListener) speech.addEventListener("voiceschanged", () => this.offer());
    this.offer();
  }

  get all() {
    return this.speech.getVoices();
  }

  // Voices for the book's language; all where there is none.
  get fitting() {
    const found = this.all.filter((voice) => speaks(voice, this.language));
    return found.length ? found : this.all;
  }

  // True where a voice fits the book's language, or the user has chosen another one.
  get known() {
    return this.all.some((voice) => speaks(voice, this.language)) || Boolean(this.own);
  }

  get own() {
    return this.fitting.find(({ name }) => name === this.chosen.voice);
  }

  get speed() {
    return Number(this.chosen.speed) || 1;
  }

  // Voice for a sentence's language, which can differ from the book's.
  of(lang) {
    const others = this.all.filter((voice) => speaks(voice, lang));
    const { own } = this;
    return (own && (speaks(own, lang) || !others.length) ? own : others[0]) || null;
  }

  choose(change) {
    Object.assign(this.chosen, change);
    this.entry.put(this.chosen);
    this.dispatchEvent(new Event("change"));
  }

  // Hides the button where the browser has no voices.
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
    this.dialog.showModal();
  }

  // Continuing accepts the selected voice.
  close() {
    if (!this.known) this.choose({ voice: this.form.elements.voice.value });
    this.dialog.close();
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
  } catch {
    return lang;
  }
}
