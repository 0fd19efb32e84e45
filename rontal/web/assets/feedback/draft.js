// form[data-draft]: what is typed stays on this device until it was sent, with the form's own key,
// so that sending it anew makes no second ticket and files that have arrived belong to it still.
// data-draft is "fresh" where the form came empty; data-draft-of tells whose it is while somebody
// is signed in: what one account typed is not shown to another, but to whoever is signed in no more.
import { draftOf, dropDraft, keepDraft } from "../../../ui/assets/js/drafts.js";

const NAME = "saran";
const PAUSE = 400;
const OWN = ["csrfmiddlewaretoken", "altcha", "key"];

export class Draft {
  constructor(form, attach) {
    this.form = form;
    this.attach = attach;
    this.state = form.querySelector("[data-draft-state]");
    this.back = form.querySelector("[data-draft-back]");
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    window.addEventListener("pagehide", () => this.keepChanged());
    this.back.querySelector("button").addEventListener("click", () => this.startAnew());
    // Before whatever else the form does when it is sent.
    document.addEventListener("submit", (event) => this.hold(event), true);
    if (form.dataset.draft === "fresh") this.restore();
    else this.keep();
    this.known = this.typed();
  }

  fields() {
    const found = {};
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && !OWN.includes(name)) found[name] = value;
    }
    return found;
  }

  typed() {
    return JSON.stringify(this.fields());
  }

  restore() {
    const draft = draftOf(NAME);
    const { draftOf: here } = this.form.dataset;
    if (!draft || (draft.of && here && draft.of !== here)) return;
    this.form.elements.key.value = draft.key;
    this.form.dataset.altchaUrl = draft.altcha;
    this.attach.texts.url = draft.files;
    for (const [name, value] of Object.entries(draft.fields)) this.put(name, value);
    this.form.querySelectorAll("textarea").forEach((area) => area.dispatchEvent(new Event("input")));
    this.attach.ask();
    this.back.hidden = false;
  }

  put(name, value) {
    const field = this.form.elements.namedItem(name);
    if (field) field.value = value;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepChanged(), PAUSE);
  }

  keepChanged() {
    if (this.form.isConnected && this.typed() !== this.known) this.keep();
  }

  keep(more = {}) {
    const fields = this.fields();
    this.known = JSON.stringify(fields);
    const kept = keepDraft(NAME, {
      key: this.form.elements.key.value,
      altcha: this.form.dataset.altchaUrl,
      files: this.attach.texts.url,
      of: this.form.dataset.draftOf,
      fields,
      ...more,
    });
    this.tell(kept ? this.state.dataset.textKept : "");
  }

  hold(event) {
    if (event.target !== this.form) return;
    this.keep({ sent: true });
    const waits = navigator.serviceWorker && navigator.serviceWorker.controller; // the worker keeps it
    if (navigator.onLine !== false || waits) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.tell(this.state.dataset.textAway);
  }

  startAnew() {
    dropDraft(NAME);
    this.form.remove(); // so that leaving the page keeps nothing
    window.location.assign(window.location.pathname);
  }

  tell(text) {
    this.state.textContent = text;
  }
}

// What has been sent is there, and nothing has to be kept of it. What another window began since stays.
export function letGo() {
  const draft = draftOf(NAME);
  if (draft && draft.sent) dropDraft(NAME);
}
