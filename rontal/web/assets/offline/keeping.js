// Keeps the book of a loan: fetches each part once, seals it as it arrives, and goes on where it
// was when it was interrupted.
import { randomUuid } from "../reader/random-uuid.js";
import { setClock } from "./clock.js";
import { INDEX, indexOf } from "./index.js";
import { packed, sealed } from "./seal.js";
import { settle } from "./standing.js";
import { bookOf, forget, keepBook, keepPart, numbersOf } from "./store.js";

const AT_ONCE = 3;
const PAUSES = [1000, 2000, 4000, 8000]; // before a part is asked for again
const LONGEST_PAUSE = 60000;
const ENDED = [401, 403, 410];
const ELSEWHERE = 423; // another device reads the book meanwhile: going on takes it back
const WRAP = { name: "RSA-OAEP", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };

// Why a book is not kept: "over", "full" (with the bytes that are free), "refused" (with the library's
// sentence), "elsewhere" (another device took it to itself), "stopped".
export class Unkept extends Error {
  /** @param {string} why @param {string | number} detail */
  constructor(why, detail = "") {
    super(why);
    this.why = why;
    this.detail = detail;
  }
}

export function canKeep() {
  return window.isSecureContext && "serviceWorker" in navigator && "indexedDB" in window && crypto.subtle;
}

export class Keeping extends EventTarget {
  constructor(data, token) {
    super();
    this.data = data;
    this.token = token;
    this.done = 0;
    this.total = 0;
  }

  // Resolves when the book is whole; rejects with Unkept.
  async start() {
    try {
      const { book, sizes } = await this.begin();
      const missing = await this.missingOf(book, sizes);
      if ((await room()) < this.total - this.done) throw new DOMException("no room", "QuotaExceededError");
      await this.fetchAll(book, missing);
      await this.stillHere();
      await keepBook({ ...book, whole: true, size: this.done });
    } catch (error) {
      if (!/Quota/.test(`${error && error.name}`)) throw error;
      await forget(this.data.loan);
      throw new Unkept("full", await room());
    }
  }

  // The library's leave, the key, and the list of parts.
  async begin() {
    const { loan } = this.data;
    const known = await bookOf(loan);
    const pair = await crypto.subtle.generateKey(WRAP, false, ["wrapKey", "unwrapKey"]);
    const device = known ? known.device : randomUuid();
    const given = await this.lease(device, pair.publicKey);
    const key = await crypto.subtle.unwrapKey("raw", bytesOf(given.key), pair.privateKey, WRAP, "AES-GCM", false, [
      "encrypt",
      "decrypt",
    ]);
    await setClock(given.now);
    const sizes = new Map([[given.page, 0], ...given.parts]);
    const { title, by, language, cover, drawn, page, marks } = given;
    const index = { title, by, language, cover, drawn, page, marks, parts: [...sizes.keys()] };
    const book = { loan, device, key, due: given.due, whole: false, size: 0 };
    if (known && !(await isOf(known, index))) await forget(loan);
    await keepBook(book);
    await keepPart(await sealed(book, INDEX, new TextEncoder().encode(JSON.stringify(index))));
    this.total = given.parts.reduce((sum, [, size]) => sum + size, 0);
    return { book, sizes: [...sizes] };
  }

  async lease(device, publicKey) {
    const exported = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
    const kunci = btoa(String.fromCharCode(...exported));
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, gawai: device, kunci });
    const answer = await this.patiently(() =>
      fetch(this.data.lease, { method: "POST", body, credentials: "same-origin" }),
    );
    if (answer.status === 409) throw new Unkept("refused", (await answer.json()).said);
    if (!answer.ok || answer.redirected) throw new Unkept("over");
    return answer.json();
  }

  async missingOf(book, sizes) {
    const here = await numbersOf(book.loan);
    const missing = [];
    sizes.forEach(([address, size], at) => {
      if (here.has(at + 1)) this.progress(size);
      else missing.push({ number: at + 1, address, size });
    });
    return missing;
  }

  async fetchAll(book, missing) {
    const hand = async () => {
      for (let part = missing.shift(); part; part = missing.shift()) await this.fetchOne(book, part);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
  }

  // Another device may have taken the book to itself while its parts were on their way.
  async stillHere() {
    await settle(this.data.standing);
    if (!(await bookOf(this.data.loan))) throw new Unkept("elsewhere");
  }

  async fetchOne(book, { number, address, size }) {
    const answer = await this.patiently(() => fetch(address, { credentials: "same-origin" }));
    if (answer.status === ELSEWHERE) throw new Unkept("elsewhere");
    if (ENDED.includes(answer.status) || answer.redirected || (number === 1 && !answer.ok)) throw new Unkept("over");
    const bytes = await packed(answer).catch(() => {
      throw new Unkept("stopped");
    });
    await keepPart(await sealed(book, number, bytes));
    this.total += bytes.length - size; // what it really was
    this.progress(bytes.length);
  }

  // Asks again after a while where the connection is away, or the library has too much to do.
  async patiently(ask) {
    for (let tried = 0; ; tried += 1) {
      const answer = await ask().catch(() => null);
      if (answer && answer.status < 500 && answer.status !== 429) return answer;
      if (tried === PAUSES.length) throw new Unkept("stopped");
      this.dispatchEvent(new Event("waiting"));
      const said = answer ? 1000 * Number(answer.headers.get("Retry-After")) : 0;
      await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_PAUSE, said || PAUSES[tried])));
    }
  }

  progress(bytes) {
    this.done += bytes;
    this.dispatchEvent(new Event("progress"));
  }
}

// True where what is kept already belongs to the same parts.
async function isOf(book, index) {
  const old = await indexOf(book).catch(() => null);
  return old !== null && JSON.stringify(old.parts) === JSON.stringify(index.parts);
}

// Bytes that this browser may yet keep.
async function room() {
  if (!navigator.storage) return Infinity;
  const { usage = 0, quota = Infinity } = await navigator.storage.estimate();
  return quota - usage;
}

function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
