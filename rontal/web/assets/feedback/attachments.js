// [data-attach]: uploads each chosen file at once, with progress, and retries after a lost
// connection. Without JavaScript the files are sent with the form.
import { csrfTokenOf } from "../../../ui/assets/js/csrf-token.js";
import { randomUuid } from "../reader/random-uuid.js";
import { TooLarge, queueInWorker, upload } from "../../../ui/assets/js/upload.js";

const RETRY_DELAYS = [1500, 4000];
const NOT_FOUND = 404;
const RETRYABLE = [403, 429]; // not about the file: stale form, or rate limit

export class Attachments {
  constructor(box) {
    this.box = box;
    this.texts = box.dataset;
    this.input = box.querySelector("input[type=file]");
    this.list = box.querySelector(".attach-list");
    this.form = box.closest("form");
    this.input.addEventListener("change", () => {
      for (const file of this.input.files) this.add(file);
      this.input.value = "";
    });
  }

  // Shows the files of this form that are already uploaded.
  async listUploaded() {
    const response = await fetch(this.texts.url, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!response || !response.ok) return;
    for (const { name, remove } of (await response.json()).files) this.showDone(this.row({ name }), { remove });
  }

  add(file) {
    const item = this.row(file);
    if (this.list.querySelectorAll("li:not(.attach-wrong)").length > Number(this.texts.most)) {
      return this.showError(item, this.texts.textMost);
    }
    return this.send(item, 0);
  }

  row(file) {
    const row = document.createElement("li");
    const label = document.createElement("span");
    row.append(label);
    this.list.append(row);
    // The server stores a file with the same id only once, so retries are safe.
    return { file, row, label, fields: { kiriman: randomUuid() } };
  }

  send(item, tries) {
    item.row.classList.remove("attach-wrong");
    // Screen readers announce only changes of state, not every percent.
    item.row.setAttribute("aria-live", "off");
    const showProgress = (percent) => {
      item.label.textContent = `${item.file.name}: ${this.texts.textSending.replace("{n}", `${Math.round(percent)}%`)}`;
    };
    showProgress(0);
    upload(this.texts.url, item.file, csrfTokenOf(this.form), showProgress, Number(this.texts.bytes), item.fields).then(
      ({ status, body }) => {
        if (status < 400 && body) return this.showDone(item, body);
        this.showError(item, (body && body.error) || this.texts.textLost);
        return !body || RETRYABLE.includes(status) ? this.offerRetry(item) : null;
      },
      (error) => (error instanceof TooLarge ? this.showError(item, this.texts.textLarge) : this.retry(item, tries)),
    );
  }

  retry(item, tries) {
    if (tries < RETRY_DELAYS.length) {
      this.showState(item, this.texts.textAgain);
      setTimeout(() => this.send(item, tries + 1), RETRY_DELAYS[tries]);
      return;
    }
    this.queue(item);
  }

  async queue(item) {
    const queued = await queueInWorker(this.texts.url, item.file, { fields: item.fields }).catch(() => false);
    if (queued) return this.showState(item, this.texts.textWaiting);
    this.showError(item, this.texts.textLost);
    return this.offerRetry(item);
  }

  offerRetry(item) {
    this.button(item.row, this.texts.textRetry, item.file.name, (button) => {
      button.remove();
      this.send(item, 0);
    });
  }

  showDone(item, body) {
    this.showState(item, this.texts.textDone);
    this.button(item.row, this.texts.textRemove, item.file.name, () => {
      const headers = { "X-CSRFToken": csrfTokenOf(this.form) };
      fetch(body.remove, { method: "POST", headers }).then((response) => {
        if (!response.ok && response.status !== NOT_FOUND) return;
        item.row.remove();
        this.input.focus();
      });
    });
  }

  showError(item, text) {
    item.row.classList.add("attach-wrong");
    this.showState(item, text);
  }

  showState({ file, row, label }, text) {
    row.setAttribute("aria-live", "polite");
    label.textContent = `${file.name}: ${text}`;
  }

  button(row, text, about, onClick) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet button-small";
    button.textContent = text;
    button.setAttribute("aria-label", `${text}: ${about}`);
    button.addEventListener("click", () => onClick(button));
    row.append(button);
  }
}
