// Copying text of a book whose licence limits it: the server counts the characters first, then they
// are written to the clipboard. Text in input fields is not counted; selecting, marking and screen
// readers are not affected.
const LIMIT_REACHED = 409;
const FIELDS = "input, textarea";
const number = new Intl.NumberFormat(document.documentElement.lang);

export class Copying {
  constructor({ copy }, words, token, status, root) {
    this.url = copy;
    this.words = words;
    this.token = token;
    this.status = status;
    this.root = root;
    this.last = "";
    this.watch(root);
  }

  // Observes the reader's own document, or a document of the book in its frame.
  watch(doc) {
    if (!this.url) return;
    for (const name of ["copy", "cut"]) doc.addEventListener(name, (event) => this.onCopy(event, doc));
    doc.addEventListener("dragstart", (event) => event.preventDefault());
  }

  onCopy(event, doc) {
    if (event.target.closest && event.target.closest(FIELDS)) return;
    const text = doc.getSelection().toString();
    if (!text.trim()) return;
    event.preventDefault();
    this.copy(text);
  }

  async copy(text) {
    const left = this.count(text);
    try {
      await writeToClipboard(text, left, this.root);
    } catch {
      if ((await left) !== null) this.status.show(this.words.uncopied);
      return;
    }
    if ((await left) !== null) this.status.show(this.words.copied.replace("{left}", number.format(await left)));
  }

  // Characters left after copying these, or null with a message where copying is refused. Copying the
  // same text again is not counted twice.
  async count(text) {
    if (text === this.last) return this.left;
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, huruf: `${[...text].length}` });
    const response = await fetch(this.url, { method: "POST", body }).catch(() => null);
    if (response && response.ok && !response.redirected) {
      this.last = text;
      this.left = (await response.json()).left;
      return this.left;
    }
    if (response && response.status === 410) location.reload(); // the loan has ended; the reloaded page explains it
    this.status.show(
      response && response.status === LIMIT_REACHED ? (await response.json()).said : this.words.uncounted,
    );
    return null;
  }
}

// Browsers allow writing to the clipboard only right after user input, so it is called at once with a
// promise, which resolves when the server has answered.
async function writeToClipboard(text, left, root) {
  const { clipboard } = navigator;
  if (!clipboard || !window.ClipboardItem) return (await left) === null ? null : writeByCopyEvent(text, root);
  const words = left.then((found) => {
    if (found === null) throw new Error("not to be copied");
    return new Blob([text], { type: "text/plain" });
  });
  words.catch(() => null); // the message is already shown
  return clipboard.write([new ClipboardItem({ "text/plain": words })]);
}

// Fallback for plain HTTP, where the clipboard API is missing.
function writeByCopyEvent(text, root) {
  const onCopy = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  root.addEventListener("copy", onCopy, { capture: true });
  const done = root.execCommand("copy");
  root.removeEventListener("copy", onCopy, { capture: true });
  if (!done) throw new Error("no clipboard");
}
