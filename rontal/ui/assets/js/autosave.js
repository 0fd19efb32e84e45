// form[data-autosave-url]: saves the form to the server's draft shortly after each change, and
// again when the connection is back. [data-autosave-state] shows the state with the texts in its
// data-text-saving, data-text-saved and data-text-away.
import { csrfTokenOf } from "./csrf-token.js";

const DELAY = 800;
const RETRY_DELAYS = [2000, 5000, 15000, 30000];

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-state]");
    this.saved = this.fields().toString();
    this.failures = 0;
    form.addEventListener("input", () => this.schedule(DELAY));
    form.addEventListener("change", () => this.schedule(0));
    form.addEventListener("submit", () => clearTimeout(this.timer));
    window.addEventListener("online", () => this.schedule(0));
    window.addEventListener("pagehide", () => this.saveOnLeave());
  }

  fields() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") fields.append(name, value);
    }
    return fields;
  }

  schedule(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  async save() {
    const body = this.fields();
    const text = body.toString();
    if (text === this.saved) return;
    if (this.isSaving) return this.schedule(DELAY);
    this.isSaving = true;
    this.showState("saving");
    try {
      const response = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrfTokenOf(this.form), "X-Requested-With": "autosave" },
      });
      if (response.redirected) return this.showState(""); // signed out: nothing was saved
      if (response.status >= 500) throw new Error(String(response.status));
      this.saved = text;
      this.failures = 0;
      this.showState(response.ok ? "saved" : "");
    } catch {
      // No connection or a server error: the form still holds everything; try again later.
      this.showState("away");
      this.schedule(RETRY_DELAYS[Math.min(this.failures++, RETRY_DELAYS.length - 1)]);
    } finally {
      this.isSaving = false;
    }
  }

  saveOnLeave() {
    const body = this.fields();
    if (body.toString() === this.saved || !navigator.sendBeacon) return;
    body.append("csrfmiddlewaretoken", csrfTokenOf(this.form));
    navigator.sendBeacon(this.form.dataset.autosaveUrl, body);
  }

  showState(state) {
    if (!this.status) return;
    this.status.dataset.state = state;
    const key = state ? `text${state[0].toUpperCase()}${state.slice(1)}` : "";
    this.status.textContent = (key && this.status.dataset[key]) || "";
  }
}

export function setUpAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
}
