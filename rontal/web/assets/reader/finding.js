// Words looked for in the whole book. The library answers with places; each is found again in its
// page by its words, which both sides fold alike (rontal/reading/finding.py). `ways.show` goes to one
// and points to it in the drawing.
const BLOCKS = "address, article, aside, blockquote, body, caption, center, dd, details, div, dl, dt, figcaption, figure, footer, h1, h2, h3, h4, h5, h6, header, hgroup, li, main, nav, ol, p, pre, section, summary, table, tbody, td, tfoot, th, thead, tr, ul";
const BREAKS = /^(br|hr)$/i;
const NO_WIDTH = /[\u00ad\u200b-\u200d\u2060\ufeff]/;
const QUOTES = { "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"' };
const DASH = /[\u2010-\u2014]/;
const NEAR = 20;

export class Finding {
  constructor(data, ways, drawing, token, root) {
    Object.assign(this, { data, ways, drawing, token, root });
    this.one = (name) => root.querySelector(`[data-${name}]`);
    this.sheet = root.getElementById("find");
    this.one("find").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(event.target.elements.kata.value);
    });
  }

  // A long book of pages is read for a while first, and says how far it is: it is asked again.
  async ask(words) {
    const needle = fold(words.trim().replace(/\s+/g, " "));
    this.needle = needle;
    this.show({ said: this.data.words.looking, chapters: [] });
    for (let again = true; again; ) {
      const found = await this.answer(words);
      if (this.needle !== needle || !this.sheet.open) return;
      this.show(found);
      again = found.again;
    }
  }

  async answer(words) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, kata: words });
    const answer = await fetch(this.data.find, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    if (answer && answer.status === 410) location.reload(); // the loan is over
    const found = answer && answer.ok && !answer.redirected ? await answer.json() : null;
    return found || { said: this.data.words.unfound, chapters: [] };
  }

  show({ said, chapters }) {
    this.one("find-said").textContent = said;
    this.one("found").replaceChildren(...chapters.map((chapter) => this.chapter(chapter)));
  }

  chapter({ label, hits }) {
    const part = this.root.createElement("section");
    const head = this.root.createElement("h3");
    const list = this.root.createElement("ol");
    head.textContent = label || this.data.title;
    list.className = "contents";
    list.append(...hits.map((hit) => this.line(hit)));
    part.append(head, list);
    return part;
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

// The nth place of the needle in a page, or the one whose words around it fit better.
export function rangeOf(page, needle, { nth, before, after }) {
  const { text, places } = lettersOf(page);
  const starts = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) starts.push(at);
  const [head, tail] = [fold(before).slice(-NEAR), fold(after).slice(0, NEAR)];
  const fits = (at) => at !== undefined && text.slice(0, at).endsWith(head) && text.startsWith(tail, at + needle.length);
  const start = fits(starts[nth]) ? starts[nth] : starts.find(fits);
  if (start === undefined) return null;
  const [first, from] = places[start];
  const [last, to, length] = places[start + needle.length - 1];
  const range = page.ownerDocument.createRange();
  range.setStart(first, from);
  range.setEnd(last, to + length);
  return range;
}

const known = new Map();

// One character as it is compared; nothing for what has no width.
function foldOne(character) {
  if (!known.has(character)) {
    const plain = DASH.test(character) ? "-" : QUOTES[character] || character;
    const bare = NO_WIDTH.test(character) ? "" : plain.normalize("NFKD").replace(/\p{M}/gu, "");
    known.set(character, bare.toLowerCase());
  }
  return known.get(character);
}

export function fold(text) {
  return [...text].map(foldOne).join("");
}

// The text of a page, folded, and for each letter of it where it stands: node, offset, length.
function lettersOf(page) {
  const walker = page.ownerDocument.createTreeWalker(page, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const letters = new Letters();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) letters.take(node);
    else if (BREAKS.test(node.localName)) letters.block = null;
  }
  return { text: letters.text.join(""), places: letters.places };
}

class Letters {
  text = [];
  places = [];
  block = null;

  take(node) {
    const parent = node.parentElement;
    if (parent.localName === "style") return;
    const block = parent.closest(BLOCKS);
    if (block !== this.block) this.blank(node, 0, 0);
    this.block = block;
    let offset = 0;
    for (const character of node.data) {
      if (/\s/.test(character)) this.blank(node, offset, 1);
      else for (const letter of foldOne(character)) this.put(letter, node, offset, character.length);
      offset += character.length;
    }
  }

  // White space of any length is one blank; none stands at the beginning.
  blank(node, offset, length) {
    if (this.text.length && this.text[this.text.length - 1] !== " ") this.put(" ", node, offset, length);
  }

  put(letter, node, offset, length) {
    this.text.push(letter);
    for (let unit = 0; unit < letter.length; unit += 1) this.places.push([node, offset, length]);
  }
}
