// form[data-draft]: stores what is typed in this browser until it is sent, with the form's key, so
// that sending it again creates no second ticket and uploaded files still belong to it.
// data-draft is "fresh" for an empty form; data-draft-of identifies the signed-in account: a draft is
// shown to the same account or to a signed-out user, never to another account.
import { draftOf, deleteDraft, storeDraft } from "../../../ui/assets/js/drafts.js";
import { randomUuid } from "../reader/random-uuid.js";

const DRAFT_NAME = "saran";
const DELAY = 400;
const IGNORED = ["csrfmiddlewaretoken", "altcha", "key"];

export class Draft {
  constructor(form, attachments) {
    this.form = form;
    this.attachments = attachments;
    this.state = form.querySelector("[data-draft-state]");
    this.notice = form.querySelector("[data-draft-back]");
    form.addEventListener("input", () => this.schedule());
    form.addEventListener("change", () => this.schedule());
    window.addEventListener("pagehide", () => this.storeChanged());
    this.notice.querySelector("button").addEventListener("click", () => this.startOver());
    // Runs before the form's other submit listeners.
    document.addEventListener("submit", (event) => this.onSubmit(event), true);
    if (form.dataset.draft === "fresh") this.restore();
    else this.store();
    this.storedFields = this.fieldsJson();
  }

  fields() {
    const entries = [...new FormData(this.form)];
    return Object.fromEntries(entries.filter(([name, value]) => typeof value === "string" && !IGNORED.includes(name)));
  }

  fieldsJson() {
    return JSON.stringify(this.fields());
  }

  restore() {
    const draft = draftOf(DRAFT_NAME);
    const { draftOf: account } = this.form.dataset;
    if (!draft || (draft.of && account && draft.of !== account)) return;
    this.form.elements.key.value = draft.key;
    this.form.dataset.altchaUrl = draft.altcha;
    this.attachments.texts.url = draft.files;
    for (const [name, value] of Object.entries(draft.fields)) this.setField(name, value);
    for (const area of this.form.querySelectorAll("textarea")) area.dispatchEvent(new Event("input"));
    this.attachments.listUploaded();
    this.notice.hidden = false;
  }

  setField(name, value) {
    const field = this.form.elements.namedItem(name);
    if (field) field.value = value;
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.storeChanged(), DELAY);
  }

  storeChanged() {
    if (this.form.isConnected && this.fieldsJson() !== this.storedFields) this.store();
  }

  store(extra = {}) {
    if (this.isOtherComplaint()) this.form.elements.key.value = randomUuid();
    const fields = this.fields();
    this.storedFields = JSON.stringify(fields);
    const isStored = storeDraft(DRAFT_NAME, {
      key: this.form.elements.key.value,
      altcha: this.form.dataset.altchaUrl,
      files: this.attachments.texts.url,
      of: this.form.dataset.draftOf,
      fields,
      ...extra,
    });
    this.showState(isStored ? this.state.dataset.textKept : "");
  }

  onSubmit(event) {
    if (event.target !== this.form) return;
    this.store({ sent: true });
    this.isSending = true;
    const controlled = navigator.serviceWorker && navigator.serviceWorker.controller; // the service worker queues it
    if (navigator.onLine !== false || controlled) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.showState(this.state.dataset.textAway);
  }

  // Two windows may show one draft with one key, which the server accepts once. True if the other window
  // has sent another text: this one is then a complaint of its own and needs a new key.
  isOtherComplaint() {
    const draft = draftOf(DRAFT_NAME);
    const isSame = !draft || !draft.sent || draft.key !== this.form.elements.key.value;
    return !isSame && !this.isSending && JSON.stringify(draft.fields) !== this.fieldsJson();
  }

  startOver() {
    deleteDraft(DRAFT_NAME);
    this.form.remove(); // so that leaving the page stores no draft
    window.location.assign(window.location.pathname);
  }

  showState(text) {
    this.state.textContent = text;
  }
}

// Deletes the draft of a form that was sent, unless another window has started a new one.
export function deleteSentDraft() {
  const draft = draftOf(DRAFT_NAME);
  if (draft && draft.sent) deleteDraft(DRAFT_NAME);
}
