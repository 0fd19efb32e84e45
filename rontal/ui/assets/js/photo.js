// [data-photo]: takes or chooses a picture, shows it at once and uploads it with progress. The
// response is JSON: {preview} or, with a 4xx, {error}. A 5xx or a lost connection is retried
// automatically; after the retries the service worker queues the photo, else a button offers
// another try.
import { csrfTokenOf } from "./csrf-token.js";
import { TooLarge, queueInWorker, upload } from "./upload.js";

const MAX_BYTES = 15e6;
const RETRY_DELAYS = [1500, 4000];

class Photo {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input[type=file]");
    this.image = box.querySelector("[data-photo-preview]");
    this.bar = box.querySelector("[data-photo-progress]");
    this.status = box.querySelector("[data-photo-status]");
    this.retryButton = box.querySelector("[data-photo-again]");
    this.storedPreview = this.image.hidden ? "" : this.image.src; // the preview of the photo that the server has
    box.classList.add("photo-live");
    this.offerCamera();
    this.listen();
    // On a slow connection a file may have been chosen before the script ran.
    this.choose(this.input.files[0]);
  }

  // A browser without getUserMedia gets the button that opens the camera through the file chooser.
  offerCamera() {
    const page = this.box.querySelector("[data-photo-page]");
    if (!page || (navigator.mediaDevices && navigator.mediaDevices.getUserMedia)) return;
    page.hidden = true;
    this.box.querySelector("[data-photo-camera]").hidden = false;
  }

  listen() {
    this.on("[data-photo-camera]", () => {
      this.input.setAttribute("capture", this.input.dataset.facing || "environment");
      this.input.click();
    });
    this.on("[data-photo-choose]", () => {
      this.input.removeAttribute("capture");
      this.input.click();
    });
    this.on("[data-photo-again]", () => this.send(0));
    this.input.addEventListener("change", () => this.choose(this.input.files[0]));
    this.box.addEventListener("dragover", (event) => this.markDropTarget(event, true));
    this.box.addEventListener("dragleave", (event) => this.markDropTarget(event, false));
    this.box.addEventListener("drop", (event) => {
      this.markDropTarget(event, false);
      this.choose(event.dataTransfer.files[0]);
    });
  }

  on(selector, act) {
    const button = this.box.querySelector(selector);
    if (button) button.addEventListener("click", act);
  }

  markDropTarget(event, isOver) {
    event.preventDefault();
    this.box.classList.toggle("photo-drop", isOver);
  }

  choose(file) {
    if (!file) return;
    const uploadsAtOnce = Boolean(this.box.dataset.photoUrl);
    if (!uploadsAtOnce && file.size > MAX_BYTES) return this.showFailure(this.box.dataset.textLarge, false);
    this.file = file;
    this.showPreview(URL.createObjectURL(file));
    this.box.dispatchEvent(new CustomEvent("photo:chosen", { bubbles: true }));
    if (uploadsAtOnce) this.send(0);
    else this.showState("chosen", file.name);
  }

  showPreview(address) {
    const placeholder = this.box.querySelector(".photo-drawing");
    this.image.onerror = () => {
      // This browser cannot draw the picture (HEIC): the server's preview follows.
      this.image.hidden = true;
      if (placeholder) placeholder.removeAttribute("hidden");
    };
    this.image.onload = () => URL.revokeObjectURL(address);
    this.image.src = address;
    this.image.hidden = false;
    if (placeholder) placeholder.setAttribute("hidden", "");
    this.box.classList.add("photo-filled");
  }

  send(tries) {
    this.retryButton.hidden = true;
    this.showProgress(0);
    const token = csrfTokenOf(this.box.closest("form"));
    upload(this.box.dataset.photoUrl, this.file, token, (percent) => this.showProgress(percent), MAX_BYTES).then(
      (response) => this.onResponse(response),
      (error) => (error instanceof TooLarge ? this.onRefusal(this.box.dataset.textLarge) : this.retryOrQueue(tries)),
    );
  }

  onResponse({ status, body }) {
    if (!body) return this.showFailure(this.box.dataset.textFailed, true);
    if (status >= 400) return this.onRefusal(body.error || this.box.dataset.textFailed);
    this.bar.hidden = true;
    // The server has the file now: submitting the form must not upload it a second time.
    this.input.value = "";
    this.input.required = false;
    this.storedPreview = body.preview || this.storedPreview;
    if (body.preview && this.image.hidden) this.showPreview(body.preview);
    this.showState("done", this.box.dataset.textDone);
    this.box.dispatchEvent(new CustomEvent("photo:done", { bubbles: true, detail: body }));
  }

  // The server still has the former photo: show that one instead of the refused one.
  onRefusal(text) {
    this.input.value = "";
    if (!this.storedPreview) return this.showFailure(text, false);
    this.showPreview(this.storedPreview);
    this.showFailure(`${text} ${this.box.dataset.textKept}`, false);
    this.box.dispatchEvent(new CustomEvent("photo:kept", { bubbles: true }));
  }

  retryOrQueue(tries) {
    if (tries >= RETRY_DELAYS.length) return this.queue();
    this.showState("sending", this.box.dataset.textAgain);
    setTimeout(() => this.send(tries + 1), RETRY_DELAYS[tries]);
  }

  // The service worker stores the photo until there is a network; the form need not contain it.
  async queue() {
    const queued = await queueInWorker(this.box.dataset.photoUrl, this.file, { replaces: true }).catch(() => false);
    if (!queued) return this.showFailure(this.box.dataset.textFailed, true);
    this.bar.hidden = true;
    this.input.value = "";
    this.input.required = false;
    this.showState("waiting", this.box.dataset.textWaiting);
    document.addEventListener("queue:sent", ({ detail }) => this.onQueueSent(detail));
  }

  onQueueSent({ address, ok }) {
    if (address !== this.box.dataset.photoUrl || this.status.dataset.state !== "waiting") return;
    if (!ok) return this.showFailure(this.box.dataset.textFailed, true);
    this.showState("done", this.box.dataset.textDone);
    this.box.dispatchEvent(new CustomEvent("photo:done", { bubbles: true, detail: {} }));
  }

  showFailure(text, canRetry) {
    this.bar.hidden = true;
    this.retryButton.hidden = !canRetry;
    this.showState("failed", text);
  }

  showProgress(percent) {
    this.bar.hidden = false;
    this.bar.value = percent;
    this.showState("sending", this.box.dataset.textSending.replace("{n}", `${Math.round(percent)}%`));
  }

  showState(state, text) {
    this.status.dataset.state = state;
    // Announcing each percent would disturb: screen readers announce changes of state only.
    this.status.setAttribute("aria-live", state === "sending" ? "off" : "polite");
    this.status.textContent = text || "";
  }
}

export function setUpPhotos(root) {
  for (const box of root.querySelectorAll("[data-photo]")) new Photo(box);
}
