// form[data-draft]: stores what is typed in this browser until it is sent, with the form's key, so
// that sending it again creates no second ticket and uploaded files still belong to it.
// data-draft is "fresh" for an empty form; data-draft-of identifies the signed-in account: a draft is
// shown to the same account or to a signed-out user, never to another account.
import { draftOf, deleteDraft, storeDraft } from "../../../ui/assets/js/drafts.js";
import { randomUuid } from "../reader/random-uuid.js";

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
    // Runs before the form's other submit listeners.
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
    for (const area of this.form.querySelectorAll("textarea")) area.dispatchEvent(new Event("input"));
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
    const kept = storeDraft(NAME, {
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
    if (this.isAnother()) this.form.elements.key.value = randomUuid();
    this.sends = true;
    this.keep({ sent: true });
    const waits = navigator.serviceWorker && navigator.serviceWorker.controller; // the service worker queues it
    if (navigator.onLine !== false || waits) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.tell(this.state.dataset.textAway);
  }

  // Two windows may show one draft. What is sent under one key counts once: where the other window has
  // sent something else, this one sends another complaint.
  isAnother() {
    const draft = draftOf(NAME);
    const isSame = !draft || !draft.sent || draft.key !== this.form.elements.key.value;
    return !isSame && !this.sends && JSON.stringify(draft.fields) !== this.typed();
  }

  startAnew() {
    deleteDraft(NAME);
    this.form.remove(); // so that leaving the page stores no draft
    window.location.assign(window.location.pathname);
  }

  tell(text) {
    this.state.textContent = text;
  }
}

// Deletes the draft of a form that was sent, unless another window has started a new one.
export function letGo() {
  const draft = draftOf(NAME);
  if (draft && draft.sent) deleteDraft(NAME);
}
