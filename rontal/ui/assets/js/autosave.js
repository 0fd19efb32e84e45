// form[data-autosave-url]: saves the form to the server's draft shortly after each change, and
// again when the connection is back. [data-autosave-state] shows the state with the texts in its
// data-text-saving, data-text-saved and data-text-away.
import { tokenOf } from "./token.js";

const PAUSE = 800;
const AGAIN = [2000, 5000, 15000, 30000];

class Autosave {
  constructor(form) {
    this.form = form;
    this.place = form.querySelector("[data-autosave-state]");
    this.sent = this.fields().toString();
    this.tries = 0;
    form.addEventListener("input", () => this.later(PAUSE));
    form.addEventListener("change", () => this.later(0));
    form.addEventListener("submit", () => clearTimeout(this.timer));
    window.addEventListener("online", () => this.later(0));
    window.addEventListener("pagehide", () => this.leave());
  }

  fields() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") fields.append(name, value);
    }
    return fields;
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    const body = this.fields();
    const text = body.toString();
    if (text === this.sent) return;
    if (this.busy) return this.later(PAUSE);
    this.busy = true;
    this.tell("saving");
    try {
      const answer = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": tokenOf(this.form), "X-Requested-With": "autosave" },
      });
      if (answer.status >= 500) throw new Error(String(answer.status));
      this.sent = text;
      this.tries = 0;
      this.tell(answer.ok ? "saved" : "");
    } catch {
      // No connection or a server error: the form still holds everything; try again later.
      this.tell("away");
      this.later(AGAIN[Math.min(this.tries++, AGAIN.length - 1)]);
    } finally {
      this.busy = false;
    }
  }

  leave() {
    const body = this.fields();
    if (body.toString() === this.sent || !navigator.sendBeacon) return;
    body.append("csrfmiddlewaretoken", tokenOf(this.form));
    navigator.sendBeacon(this.form.dataset.autosaveUrl, body);
  }

  tell(state) {
    if (!this.place) return;
    this.place.dataset.state = state;
    const key = state ? `text${state[0].toUpperCase()}${state.slice(1)}` : "";
    this.place.textContent = (key && this.place.dataset[key]) || "";
  }
}

export function setUpAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
}
