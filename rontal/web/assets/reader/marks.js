// Marks of the member in this book. Changes are sent soon and retried until the server confirms them;
// until then they are stored in this browser, so that a lost connection or a crash loses no note.
import { newKey } from "./keys.js";
import { Waiting, nameOf, written } from "./waiting.js";

const SOON = 800;
const AGAIN = 1000; // milliseconds after a failure, doubled after each further one
const LONGEST = 16000;
const MOST_AT_ONCE = 20;
const KEEPALIVE_BYTES = 60000;
const REFUSED = [409, 422];

export class Marks extends EventTarget {
  constructor(data, token, storage) {
    super();
    this.address = data.marks;
    this.token = token;
    this.waiting = new Waiting(storage, nameOf("marks", data.reader, data.marks));
    this.ahead = data.now - Date.now(); // offset to the server's clock, which is authoritative
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
    if (!this.address) return; // open book, for which the server stores no marks
    const answer = await fetch(this.address).catch(() => null);
    const found = answer && answer.ok && !answer.redirected ? (await answer.json()).marks : null;
    if (found) this.all = new Map(found.map((mark) => [mark.key, mark]));
    for (const change of this.waiting.all) this.apply(change);
    this.dispatchEvent(new Event("change"));
    this.send();
  }

  keep(mark) {
    const key = newKey();
    this.change({ key, kind: "highlight", colour: "", quote: "", note: "", ...mark });
    return key;
  }

  remove(mark) {
    this.change({ ...mark, gone: true });
  }

  bringBack(mark) {
    const { gone, ...whole } = mark;
    this.change(whole);
  }

  change(mark) {
    const change = { ...mark, at: Math.round(Date.now() + this.ahead) };
    this.waiting.put(change);
    this.apply(change);
    this.dispatchEvent(new Event("change"));
    this.sendIn(SOON);
  }

  apply(change) {
    const known = this.all.get(change.key);
    if (known && known.at > change.at) return;
    if (change.gone) this.all.delete(change.key);
    else this.all.set(change.key, change);
  }

  sendIn(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), time);
  }

  async send() {
    clearTimeout(this.timer);
    const some = this.waiting.all.slice(0, MOST_AT_ONCE);
    if (!some.length || this.sending) return;
    this.sending = true;
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, tanda: JSON.stringify(some.map(written)) });
    const keepalive = body.toString().length < KEEPALIVE_BYTES;
    const answer = await fetch(this.address, { method: "POST", body, keepalive }).catch(() => null);
    this.sending = false;
    this.answered(some, answer ? answer.status : 0);
  }

  // Drops only changes that the server has stored or finally refused.
  answered(some, status) {
    const refused = REFUSED.includes(status);
    const settled = refused || status === 204;
    this.wait = settled ? 0 : Math.min(2 * this.wait || AGAIN, LONGEST);
    if (settled) for (const change of some) this.waiting.drop(change);
    if (refused) {
      this.dispatchEvent(new CustomEvent("refused", { detail: status }));
      this.refresh();
    } else this.sendIn(this.wait);
  }
}
