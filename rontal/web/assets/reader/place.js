// Stores the reading place on the server: soon after a page is turned, and at the latest when the
// page is left. A place that could not be sent is stored in this browser, with the time of reading.
import { Drawer } from "./drawer.js";
import { newKey } from "./keys.js";
import { nameOf, placeFields } from "./waiting.js";

const SOON = 1500;
const LONGEST_PAGE = 300000; // milliseconds: after a longer pause the time does not count as reading
const LONGEST = 24 * 24 * 60 * 60 * 1000; // milliseconds: the longest delay that setTimeout supports
const DEVICE = "rontal-device";

export class Place extends EventTarget {
  constructor(data, token, storage) {
    super();
    Object.assign(this, { address: data.place, token });
    this.drawer = new Drawer(storage, nameOf("place", data.reader, data.place));
    this.stays = data.kept; // true: the place stays stored here, so that the offline book opens at the place of this device
    this.ahead = data.now - Date.now(); // offset in milliseconds to the server's clock, which decides
    this.known = data.at; // time of the newest place that this page knows
    this.device = this.named(storage);
    this.now = this.stored();
    document.addEventListener("visibilitychange", () => (document.hidden ? this.send() : this.look()));
    addEventListener("pagehide", () => this.send());
    addEventListener("pageshow", (event) => event.persisted && this.look());
    addEventListener("online", () => this.send());
    const left = data.due - data.now;
    if (left < LONGEST) setTimeout(() => location.reload(), left); // the loan is over: the reloaded page shows the message
  }

  // Returns the place of this device if the library does not know it yet.
  get unsent() {
    return this.now && this.now.at > this.known ? { cfi: this.now.cfi, part: this.now.fraction } : null;
  }

  // Stores a place with the reading time so far. Another window of the book may have stored a place
  // meanwhile: the reading time continues from that one.
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

  // The page became visible again: checks whether another device has a newer place.
  async look() {
    if (this.now) return this.send();
    const counts = await this.ask({ method: "GET" });
    if (counts) this.heard(counts);
  }

  async ask(how) {
    const answer = await fetch(this.address, how).catch(() => null);
    if (answer && answer.status === 410) location.reload(); // the loan is over: the reloaded page shows the message
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
    const known = drawer.get() || newKey(); // without storage, a new device name for each visit
    drawer.put(known);
    return known;
  }

  stored() {
    const found = this.drawer.get();
    return found && found.cfi && found.at ? found : null;
  }

  // Deletes a place that was sent, unless a later one has been stored.
  letGo(place) {
    const lies = this.stored();
    if (lies && lies.at === place.at) this.drawer.put(this.stays ? { ...place, read: 0 } : null);
  }
}
