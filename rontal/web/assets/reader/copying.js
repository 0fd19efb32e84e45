// Copies text out of a book whose licence limits copying: the library counts the characters first,
// then the text is put into the clipboard. Copying from input fields, selecting, marking and screen
// readers are not affected.
const REFUSED = 409;
const FIELDS = "input, textarea";
const number = new Intl.NumberFormat(document.documentElement.lang);

export class Copying {
  constructor({ copy }, words, token, said, root) {
    Object.assign(this, { address: copy, words, token, said, root, last: "" });
    this.watch(root);
  }

  // Watches the reader's own document, or a document of the book in its frame.
  watch(doc) {
    if (!this.address) return;
    for (const name of ["copy", "cut"]) doc.addEventListener(name, (event) => this.caught(event, doc));
    doc.addEventListener("dragstart", (event) => event.preventDefault());
  }

  caught(event, doc) {
    if (event.target.closest && event.target.closest(FIELDS)) return;
    const text = doc.getSelection().toString();
    if (!text.trim()) return;
    event.preventDefault();
    this.copy(text);
  }

  async copy(text) {
    const left = this.count(text);
    try {
      await put(text, left, this.root);
    } catch (error) {
      if ((await left) !== null) this.said.say(this.words.uncopied);
      return;
    }
    if ((await left) !== null) this.said.say(this.words.copied.replace("{left}", number.format(await left)));
  }

  // Resolves to the number of characters that are left after this text, or null if it must not be
  // copied, and shows the reason. The same text again, after the clipboard was lost, is not counted
  // again.
  async count(text) {
    if (text === this.last) return this.left;
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, huruf: [...text].length });
    const answer = await fetch(this.address, { method: "POST", body }).catch(() => null);
    if (answer && answer.ok && !answer.redirected) {
      this.last = text;
      this.left = (await answer.json()).left;
      return this.left;
    }
    if (answer && answer.status === 410) location.reload(); // the loan is over: the reloaded page shows the message
    this.said.say(answer && answer.status === REFUSED ? (await answer.json()).said : this.words.uncounted);
    return null;
  }
}

// Browsers allow writing to the clipboard only shortly after a key or touch: the clipboard gets a
// promise of the text at once, which resolves when the library has answered.
async function put(text, left, root) {
  const { clipboard } = navigator;
  if (!clipboard || !window.ClipboardItem) return (await left) === null ? null : putPlainly(text, root);
  const words = left.then((found) => {
    if (found === null) throw new Error("not to be copied");
    return new Blob([text], { type: "text/plain" });
  });
  words.catch(() => null); // the message is already shown
  return clipboard.write([new ClipboardItem({ "text/plain": words })]);
}

// Copies without the clipboard API, which browsers do not offer on plain http.
function putPlainly(text, root) {
  const give = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  root.addEventListener("copy", give, { capture: true });
  const done = root.execCommand("copy");
  root.removeEventListener("copy", give, { capture: true });
  if (!done) throw new Error("no clipboard");
}
