// Stores the reading position on the server: soon after a page turn, at the latest on leaving the page.
// An unsent position is stored in this browser with the time of reading.
import { StorageEntry } from "./storage-entry.js";
import { randomUuid } from "./random-uuid.js";
import { storageKey, positionFields } from "./unsent-changes.js";

const SEND_DELAY = 1500;
const SENT_TIME = 3000; // milliseconds for which a sent position stays: the next page may be made before it arrived
const MAX_PAGE_TIME = 300000; // milliseconds on one page that count as reading time
const MAX_TIMEOUT = 24 * 24 * 60 * 60 * 1000; // limit of setTimeout
const DEVICE_KEY = "rontal-device";

export class ReadingPosition extends EventTarget {
  constructor(data, token, storage) {
    super();
    this.url = data.place;
    this.token = token;
    this.entry = new StorageEntry(storage, storageKey("place", data.reader, data.place));
    this.offline = data.kept; // an offline book opens at this device's last position
    this.offset = data.now - Date.now(); // offset to the server's clock, which is authoritative
    this.known = data.at; // time of the newest position known here
    this.device = this.idOf(storage);
    this.now = this.stored();
    document.addEventListener("visibilitychange", () => (document.hidden ? this.send() : this.check()));
    addEventListener("pagehide", () => this.send());
    addEventListener("pageshow", (event) => event.persisted && this.check());
    addEventListener("online", () => this.send());
    const left = data.due - data.now;
    if (left < MAX_TIMEOUT) setTimeout(() => location.reload(), left); // the reloaded page explains the end of the loan
  }

  // This device's last position, if it is not sent yet.
  get unsent() {
    return this.now && this.now.at > this.known ? { cfi: this.now.cfi, part: this.now.fraction } : null;
  }

  // Another window of the book may have added reading time, which is continued.
  save(cfi, fraction) {
    const at = Math.round(Date.now() + this.offset);
    const last = this.stored() || this.now;
    const elapsed = last ? at - last.at : 0;
    const read = last ? (last.read || 0) + (elapsed > 0 && elapsed <= MAX_PAGE_TIME ? elapsed : 0) : 0;
    this.now = { cfi, fraction, at, read };
    this.entry.put(this.now);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), SEND_DELAY);
  }

  async send() {
    clearTimeout(this.timer);
    const { now } = this;
    if (!now || this.sending === now) return;
    this.sending = now;
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, ...positionFields(now), gawai: this.device });
    const newest = await this.fetch({ method: "POST", body, keepalive: true });
    this.sending = null;
    if (!newest) return;
    if (this.now === now) this.now = null;
    this.clear(now);
    this.apply(newest);
  }

  // Checks for a newer position of another device when the page becomes visible again.
  async check() {
    if (this.now) return this.send();
    const newest = await this.fetch({ method: "GET" });
    if (newest) this.apply(newest);
  }

  async fetch(options) {
    const response = await fetch(this.url, options).catch(() => null);
    if (response && response.status === 410) location.reload(); // the loan has ended; the reloaded page explains it
    return response && response.ok && !response.redirected ? response.json() : null;
  }

  apply(newest) {
    if (newest.elsewhere) this.dispatchEvent(new CustomEvent("elsewhere", { detail: newest.elsewhere }));
    if (newest.at <= this.known) return;
    this.known = newest.at;
    if (newest.device !== this.device) this.dispatchEvent(new CustomEvent("newer", { detail: newest }));
  }

  idOf(storage) {
    const entry = new StorageEntry(storage, DEVICE_KEY);
    const id = entry.get() || randomUuid(); // without storage the id lasts for one visit
    entry.put(id);
    return id;
  }

  stored() {
    const found = this.entry.get();
    return found && found.cfi && found.at ? found : null;
  }

  // Deletes a position some time after it was sent, unless a later one is stored; an offline book keeps it.
  clear(sent) {
    const replaceBy = (value) => (this.stored() || {}).at === sent.at && this.entry.put(value);
    replaceBy({ ...sent, read: 0 });
    if (!this.offline) setTimeout(() => replaceBy(null), SENT_TIME);
  }
}
