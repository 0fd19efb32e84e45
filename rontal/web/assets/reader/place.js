// Keeps the place on the server: soon after a page is turned, and at the latest when it is left.
const SOON = 1500;

export class Place {
  constructor(data, token) {
    this.address = data.place;
    this.token = token;
    this.sent = data.cfi;
    this.waiting = null;
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.send();
    });
    window.addEventListener("pagehide", () => this.send());
  }

  keep(cfi, fraction) {
    this.now = { cfi, fraction };
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.send(), SOON);
  }

  // Nothing is lost when it fails: the next page turned sends the newer place.
  send() {
    window.clearTimeout(this.waiting);
    if (!this.now || this.now.cfi === this.sent) return;
    const { cfi, fraction } = this.now;
    this.sent = cfi;
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, tempat: cfi, bagian: fraction.toFixed(5) });
    fetch(this.address, { method: "POST", body, keepalive: true, credentials: "same-origin" })
      .then((answer) => {
        if (answer.status === 410) location.reload(); // the loan is over: the page says so
        else if (!answer.ok) this.sent = null;
      })
      .catch(() => {
        this.sent = null;
      });
  }
}
