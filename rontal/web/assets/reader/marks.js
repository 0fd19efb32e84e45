// Marks of the member in this book. Changes are sent soon and retried until the server confirms them;
// until then they are stored in this browser, so that a lost connection or a crash loses no note.
import { randomUuid } from "./random-uuid.js";
import { UnsentChanges, storageKey, payloadOf } from "./unsent-changes.js";

const SEND_DELAY = 800;
const RETRY_DELAY = 1000; // milliseconds after a failure, doubled after each further one
const MAX_DELAY = 16000;
const BATCH_SIZE = 20;
const KEEPALIVE_BYTES = 60000;
const REFUSED = [409, 422];

export class Marks extends EventTarget {
  constructor(data, token, storage) {
    super();
    this.url = data.marks;
    this.token = token;
    this.unsent = new UnsentChanges(storage, storageKey("marks", data.reader, data.marks));
    this.offset = data.now - Date.now(); // offset to the server's clock, which is authoritative
    this.all = new Map();
    document.addEventListener("visibilitychange", () => (document.hidden ? this.send() : this.refresh()));
    addEventListener("online", () => {
      this.wait = 0; // also for requests in flight that fail later
      this.refresh();
    });
  }

  get list() {
    return [...this.all.values()];
  }

  // Marks of all devices, overlaid with this device's unsent changes.
  async refresh() {
    if (!this.url) return; // open book, for which the server stores no marks
    const response = await fetch(this.url).catch(() => null);
    const found = response && response.ok && !response.redirected ? (await response.json()).marks : null;
    if (found) this.all = new Map(found.map((mark) => [mark.key, mark]));
    for (const change of this.unsent.all) this.apply(change);
    this.dispatchEvent(new Event("change"));
    this.send();
  }

  add(mark) {
    const key = randomUuid();
    this.change({ key, kind: "highlight", colour: "", quote: "", note: "", ...mark });
    return key;
  }

  remove(mark) {
    this.change({ ...mark, gone: true });
  }

  restore(mark) {
    const { gone, ...whole } = mark;
    this.change(whole);
  }

  change(mark) {
    const change = { ...mark, at: Math.round(Date.now() + this.offset) };
    this.unsent.put(change);
    this.apply(change);
    this.dispatchEvent(new Event("change"));
    this.sendIn(SEND_DELAY);
  }

  apply(change) {
    const known = this.all.get(change.key);
    if (known && known.at > change.at) return;
    if (change.gone) this.all.delete(change.key);
    else this.all.set(change.key, change);
  }

  sendIn(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  async send() {
    clearTimeout(this.timer);
    const batch = this.unsent.all.slice(0, BATCH_SIZE);
    if (!batch.length || this.sending) return;
    this.sending = true;
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, tanda: JSON.stringify(batch.map(payloadOf)) });
    const keepalive = body.toString().length < KEEPALIVE_BYTES;
    const response = await fetch(this.url, { method: "POST", body, keepalive }).catch(() => null);
    this.sending = false;
    this.onResult(batch, response ? response.status : 0);
  }

  // Drops only changes that the server has stored or finally refused.
  onResult(batch, status) {
    const isRefused = REFUSED.includes(status);
    const isSettled = isRefused || status === 204;
    this.wait = isSettled ? 0 : Math.min(2 * this.wait || RETRY_DELAY, MAX_DELAY);
    if (isSettled) for (const change of batch) this.unsent.drop(change);
    if (isRefused) {
      this.dispatchEvent(new CustomEvent("refused", { detail: status }));
      this.refresh();
    } else this.sendIn(this.wait);
  }
}
