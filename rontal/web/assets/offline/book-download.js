// Stores the book of a loan on this device: fetches each part once, encrypts it as it arrives, and
// resumes after an interruption.
import { randomUuid } from "../reader/random-uuid.js";
import { setClock } from "./library-clock.js";
import { INDEX_NUMBER, readIndex } from "./book-index.js";
import { packResponse, encryptPart } from "./encryption.js";
import { syncBooks } from "./device-status.js";
import { bookOf, deleteBook, storeBook, storePart, storedPartNumbers } from "./book-store.js";

const PARALLEL = 3;
const RETRY_DELAYS = [1000, 2000, 4000, 8000];
const MAX_DELAY = 60000;
const ENDED = [401, 403, 410];
const OPEN_ELSEWHERE = 423; // another device reads the book; starting again takes it back
const WRAPPING = { name: "RSA-OAEP", modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };

// The book could not be stored. `why` is "over", "full" (`detail`: free bytes), "refused" (`detail`: the
// server's sentence), "elsewhere" (another device took the book over) or "stopped".
export class DownloadError extends Error {
  /** @param {string} why @param {string | number} detail */
  constructor(why, detail = "") {
    super(why);
    this.why = why;
    this.detail = detail;
  }
}

export function canStoreBooks() {
  return window.isSecureContext && "serviceWorker" in navigator && "indexedDB" in window && crypto.subtle;
}

export class BookDownload extends EventTarget {
  constructor(data, token) {
    super();
    this.data = data;
    this.token = token;
    this.done = 0;
    this.total = 0;
  }

  // Resolves when the book is complete; rejects with DownloadError.
  async start() {
    try {
      const { book, sizes } = await this.prepare();
      const missing = await this.missingOf(book, sizes);
      if ((await freeBytes()) < this.total - this.done) throw new DOMException("no room", "QuotaExceededError");
      await this.fetchAll(book, missing);
      await this.confirm();
      await storeBook({ ...book, whole: true, size: this.done });
    } catch (error) {
      if (!/Quota/.test(`${error && error.name}`)) throw error;
      await deleteBook(this.data.loan);
      throw new DownloadError("full", await freeBytes());
    }
  }

  // Gets the lease with the key and the list of parts; stores the book's index.
  async prepare() {
    const { loan } = this.data;
    const existing = await bookOf(loan);
    const keyPair = await crypto.subtle.generateKey(WRAPPING, false, ["wrapKey", "unwrapKey"]);
    const device = existing ? existing.device : randomUuid();
    const lease = await this.lease(device, keyPair.publicKey);
    const key = await crypto.subtle.unwrapKey(
      "raw",
      bytesOf(lease.key),
      keyPair.privateKey,
      WRAPPING,
      "AES-GCM",
      false,
      ["encrypt", "decrypt"],
    );
    await setClock(lease.now);
    const sizes = new Map([[lease.page, 0], ...lease.parts]);
    const { title, by, language, cover, drawn, page, marks } = lease;
    const index = { title, by, language, cover, drawn, page, marks, parts: [...sizes.keys()] };
    const book = { loan, device, key, due: lease.due, whole: false, size: 0 };
    if (existing && !(await hasSameParts(existing, index))) await deleteBook(loan);
    await storeBook(book);
    await storePart(await encryptPart(book, INDEX_NUMBER, new TextEncoder().encode(JSON.stringify(index))));
    this.total = lease.parts.reduce((sum, [, size]) => sum + size, 0);
    return { book, sizes: [...sizes] };
  }

  async lease(device, publicKey) {
    const exported = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
    const kunci = btoa(String.fromCharCode(...exported));
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, gawai: device, kunci });
    const response = await this.retrying(() =>
      fetch(this.data.lease, { method: "POST", body, credentials: "same-origin" }),
    );
    if (response.status === 409) throw new DownloadError("refused", (await response.json()).said);
    if (!response.ok || response.redirected) throw new DownloadError("over");
    return response.json();
  }

  async missingOf(book, sizes) {
    const stored = await storedPartNumbers(book.loan);
    const missing = [];
    sizes.forEach(([address, size], at) => {
      if (stored.has(at + 1)) this.progress(size);
      else missing.push({ number: at + 1, address, size });
    });
    return missing;
  }

  async fetchAll(book, missing) {
    const fetchNext = async () => {
      for (let part = missing.shift(); part; part = missing.shift()) await this.fetchPart(book, part);
    };
    await Promise.all(Array.from({ length: PARALLEL }, fetchNext));
  }

  // Rejects if another device took the book over during the download.
  async confirm() {
    await syncBooks(this.data.standing);
    if (!(await bookOf(this.data.loan))) throw new DownloadError("elsewhere");
  }

  async fetchPart(book, { number, address, size }) {
    const response = await this.retrying(() => fetch(address, { credentials: "same-origin" }));
    if (response.status === OPEN_ELSEWHERE) throw new DownloadError("elsewhere");
    if (ENDED.includes(response.status) || response.redirected || (number === 1 && !response.ok))
      throw new DownloadError("over");
    const bytes = await packResponse(response).catch(() => {
      throw new DownloadError("stopped");
    });
    await storePart(await encryptPart(book, number, bytes));
    this.total += bytes.length - size; // the real size
    this.progress(bytes.length);
  }

  // Retries after a delay when the connection is lost or the server is overloaded.
  async retrying(send) {
    for (let attempt = 0; ; attempt += 1) {
      const response = await send().catch(() => null);
      if (response && response.status < 500 && response.status !== 429) return response;
      if (attempt === RETRY_DELAYS.length) throw new DownloadError("stopped");
      this.dispatchEvent(new Event("waiting"));
      const delay = response ? 1000 * Number(response.headers.get("Retry-After")) : 0;
      await new Promise((resolve) => setTimeout(resolve, Math.min(MAX_DELAY, delay || RETRY_DELAYS[attempt])));
    }
  }

  progress(bytes) {
    this.done += bytes;
    this.dispatchEvent(new Event("progress"));
  }
}

// True if the parts that are already stored belong to the same index.
async function hasSameParts(book, index) {
  const old = await readIndex(book).catch(() => null);
  return old !== null && JSON.stringify(old.parts) === JSON.stringify(index.parts);
}

// Bytes that this browser may still store.
async function freeBytes() {
  if (!navigator.storage) return Infinity;
  const { usage = 0, quota = Infinity } = await navigator.storage.estimate();
  return quota - usage;
}

function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
