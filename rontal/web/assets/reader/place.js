// Stores the reading position on the server: soon after a page turn, at the latest on leaving the page.
// An unsent position is stored in this browser with the time of reading.
import { Drawer } from "./drawer.js";
import { newKey } from "./keys.js";
import { nameOf, placeFields } from "./waiting.js";

const SOON = 1500;
const LONGEST_PAGE = 300000; // milliseconds on one page that count as reading time
const LONGEST = 24 * 24 * 60 * 60 * 1000; // limit of setTimeout
const DEVICE = "rontal-device";

export class Place extends EventTarget {
  constructor(data, token, storage) {
    super();
    this.address = data.place;
    this.token = token;
    this.drawer = new Drawer(storage, nameOf("place", data.reader, data.place));
    this.stays = data.kept; // an offline book opens at this device's last position
    this.ahead = data.now - Date.now(); // offset to the server's clock, which is authoritative
    this.known = data.at; // time of the newest position known here
    this.device = this.named(storage);
    this.now = this.stored();
    document.addEventListener("visibilitychange", () => (document.hidden ? this.send() : this.look()));
    addEventListener("pagehide", () => this.send());
    addEventListener("pageshow", (event) => event.persisted && this.look());
    addEventListener("online", () => this.send());
    const left = data.due - data.now;
    if (left < LONGEST) setTimeout(() => location.reload(), left); // the reloaded page explains the end of the loan
  }

  // This device's last position, if it is not sent yet.
  get unsent() {
    return this.now && this.now.at > this.known ? { cfi: this.now.cfi, part: this.now.fraction } : null;
  }

  // Another window of the book may have added reading time, which is continued.
  keep(cfi, fraction) {
    const at = Math.round(Date.now() + this.ahead);
    const last = this.stored() || this.now;
    const since = last ? at - last.at : 0;
    const read = last ? (last.read || 0) + (since > 0 && since <= LONGEST_PAGE ? since : 0) : 0;
    this.now = { cfi, fraction, at, read };
    this.drawer.put(this.now);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.send(), SOON);
  }

  async send() {
    clearTimeout(this.waiting);
    const { now } = this;
    if (!now || this.sending === now) return;
    this.sending = now;
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, ...placeFields(now), gawai: this.device });
    const counts = await this.ask({ method: "POST", body, keepalive: true });
    this.sending = null;
    if (!counts) return;
    if (this.now === now) this.now = null;
    this.letGo(now);
    this.heard(counts);
  }

  // Checks for a newer position of another device when the page becomes visible again.
  async look() {
    if (this.now) return this.send();
    const counts = await this.ask({ method: "GET" });
    if (counts) this.heard(counts);
  }

  async ask(how) {
    const answer = await fetch(this.address, how).catch(() => null);
    if (answer && answer.status === 410) location.reload(); // the loan has ended; the reloaded page explains it
    return answer && answer.ok && !answer.redirected ? answer.json() : null;
  }

  heard(counts) {
    if (counts.elsewhere) this.dispatchEvent(new CustomEvent("elsewhere", { detail: counts.elsewhere }));
    if (counts.at <= this.known) return;
    this.known = counts.at;
    if (counts.device !== this.device) this.dispatchEvent(new CustomEvent("newer", { detail: counts }));
  }

  named(storage) {
    const drawer = new Drawer(storage, DEVICE);
    const known = drawer.get() || newKey(); // without storage the id lasts for one visit
    drawer.put(known);
    return known;
  }

  stored() {
    const found = this.drawer.get();
    return found && found.cfi && found.at ? found : null;
  }

  // Deletes a position that was sent, unless a later one is stored.
  letGo(place) {
    const lies = this.stored();
    if (lies && lies.at === place.at) this.drawer.put(this.stays ? { ...place, read: 0 } : null);
  }
}
