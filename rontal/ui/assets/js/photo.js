// [data-photo]: takes or chooses a picture, shows it at once and uploads it with progress. The
// response is JSON: {preview} or, with a 4xx, {error}. A 5xx or a lost connection is retried
// automatically; after the retries the service worker queues the photo, else a button offers
// another try.
import { tokenOf } from "./token.js";
import { TooLarge, leaveToWorker, upload } from "./upload.js";

const LARGEST = 15e6;
const AGAIN = [1500, 4000];

class Photo {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input[type=file]");
    this.image = box.querySelector("[data-photo-preview]");
    this.bar = box.querySelector("[data-photo-progress]");
    this.status = box.querySelector("[data-photo-status]");
    this.againButton = box.querySelector("[data-photo-again]");
    this.kept = this.image.hidden ? "" : this.image.src; // the preview of the photo that the server has
    box.classList.add("photo-live");
    this.offerCamera();
    this.listen();
    // On a slow connection a file may have been chosen before the script ran.
    this.take(this.input.files[0]);
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
    this.input.addEventListener("change", () => this.take(this.input.files[0]));
    this.box.addEventListener("dragover", (event) => this.over(event, true));
    this.box.addEventListener("dragleave", (event) => this.over(event, false));
    this.box.addEventListener("drop", (event) => {
      this.over(event, false);
      this.take(event.dataTransfer.files[0]);
    });
  }

  on(selector, act) {
    const button = this.box.querySelector(selector);
    if (button) button.addEventListener("click", act);
  }

  over(event, here) {
    event.preventDefault();
    this.box.classList.toggle("photo-drop", here);
  }

  take(file) {
    if (!file) return;
    const goesAlone = Boolean(this.box.dataset.photoUrl);
    if (!goesAlone && file.size > LARGEST) return this.fail(this.box.dataset.textLarge, false);
    this.file = file;
    this.show(URL.createObjectURL(file));
    this.box.dispatchEvent(new CustomEvent("photo:chosen", { bubbles: true }));
    if (goesAlone) this.send(0);
    else this.tell("chosen", file.name);
  }

  show(address) {
    const drawing = this.box.querySelector(".photo-drawing");
    this.image.onerror = () => {
      // This browser cannot draw the picture (HEIC): the server's preview follows.
      this.image.hidden = true;
      if (drawing) drawing.removeAttribute("hidden");
    };
    this.image.onload = () => URL.revokeObjectURL(address);
    this.image.src = address;
    this.image.hidden = false;
    if (drawing) drawing.setAttribute("hidden", "");
    this.box.classList.add("photo-filled");
  }

  send(tries) {
    this.againButton.hidden = true;
    this.move(0);
    const token = tokenOf(this.box.closest("form"));
    upload(this.box.dataset.photoUrl, this.file, token, (percent) => this.move(percent), LARGEST).then(
      (answer) => this.answered(answer),
      (error) => (error instanceof TooLarge ? this.refused(this.box.dataset.textLarge) : this.lost(tries)),
    );
  }

  answered({ status, body }) {
    if (!body) return this.fail(this.box.dataset.textFailed, true);
    if (status >= 400) return this.refused(body.error || this.box.dataset.textFailed);
    this.bar.hidden = true;
    // The server has the file now: submitting the form must not upload it a second time.
    this.input.value = "";
    this.input.required = false;
    this.kept = body.preview || this.kept;
    if (body.preview && this.image.hidden) this.show(body.preview);
    this.tell("done", this.box.dataset.textDone);
    this.box.dispatchEvent(new CustomEvent("photo:done", { bubbles: true, detail: body }));
  }

  // The server still has the former photo: show that one instead of the refused one.
  refused(text) {
    this.input.value = "";
    if (!this.kept) return this.fail(text, false);
    this.show(this.kept);
    this.fail(`${text} ${this.box.dataset.textKept}`, false);
    this.box.dispatchEvent(new CustomEvent("photo:kept", { bubbles: true }));
  }

  lost(tries) {
    if (tries >= AGAIN.length) return this.wait();
    this.tell("sending", this.box.dataset.textAgain);
    setTimeout(() => this.send(tries + 1), AGAIN[tries]);
  }

  // The service worker stores the photo until there is a network; the form need not contain it.
  async wait() {
    const left = await leaveToWorker(this.box.dataset.photoUrl, this.file, { replaces: true }).catch(() => false);
    if (!left) return this.fail(this.box.dataset.textFailed, true);
    this.bar.hidden = true;
    this.input.value = "";
    this.input.required = false;
    this.tell("waiting", this.box.dataset.textWaiting);
    document.addEventListener("queue:sent", ({ detail }) => this.arrived(detail));
  }

  arrived({ address, ok }) {
    if (address !== this.box.dataset.photoUrl || this.status.dataset.state !== "waiting") return;
    if (!ok) return this.fail(this.box.dataset.textFailed, true);
    this.tell("done", this.box.dataset.textDone);
    this.box.dispatchEvent(new CustomEvent("photo:done", { bubbles: true, detail: {} }));
  }

  fail(text, again) {
    this.bar.hidden = true;
    this.againButton.hidden = !again;
    this.tell("failed", text);
  }

  move(percent) {
    this.bar.hidden = false;
    this.bar.value = percent;
    this.tell("sending", this.box.dataset.textSending.replace("{n}", `${Math.round(percent)}%`));
  }

  tell(state, text) {
    this.status.dataset.state = state;
    // Announcing each percent would disturb: screen readers announce changes of state only.
    this.status.setAttribute("aria-live", state === "sending" ? "off" : "polite");
    this.status.textContent = text || "";
  }
}

export function setUpPhotos(root) {
  for (const box of root.querySelectorAll("[data-photo]")) new Photo(box);
}
