// [data-camera]: shows the camera with its outline and hints, takes a photo, and uploads it only
// when the person presses the button for that. Without a camera the page opens its file field
// instead.
import { csrfTokenOf } from "../js/csrf-token.js";
import { upload } from "../js/upload.js";
import { Camera, openErrorReason } from "./camera.js";
import { StableHint, hintOf } from "./hint.js";
import { greyOf } from "./measure.js";

const FRAME_SIZE = 640; // as the server measures: idcard/quality.py
const PHOTO_SIZE = 2000; // the size in which the library stores photos: rontal/membership/photos.py
const FRAME_INTERVAL = 300;
const MAX_TRIES = 3;
const RETRY_DELAY = 3000; // milliseconds; the server asks for as many seconds (core/children/decoder.py)

class Capture {
  constructor(box) {
    this.box = box;
    this.kind = box.dataset.camera;
    this.dataset = box.dataset;
    const one = (name) => box.querySelector(`[data-${name}]`);
    this.video = one("video");
    this.stage = one("stage");
    this.photoPreview = one("still");
    this.hint = one("hint");
    this.shutterButton = one("shutter");
    this.torchButton = one("torch");
    this.useButton = one("use");
    this.retakeButton = one("retake");
    this.verdict = one("verdict");
    this.progressBar = one("progress");
    this.error = one("failed");
    this.fallback = document.querySelector("[data-no-camera]");
    this.fileField = document.querySelector("[data-file]");
    this.camera = new Camera(this.video, this.kind === "face" ? "user" : "environment");
    this.canvas = document.createElement("canvas");
    this.listen();
    this.start();
  }

  listen() {
    this.shutterButton.addEventListener("click", () => this.takePhoto());
    this.retakeButton.addEventListener("click", () => this.retakePhoto());
    this.useButton.addEventListener("click", () => this.uploadPhoto());
    this.torchButton.addEventListener("click", () => this.toggleTorch());
    this.fallback.querySelector("[data-try]").addEventListener("click", () => this.start());
    // The camera must not stay on when the page is left or hidden.
    window.addEventListener("pagehide", () => this.stop());
    window.addEventListener("pageshow", (event) => event.persisted && this.resume());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.stop() : this.resume()));
  }

  async start() {
    this.fallback.hidden = true;
    this.box.hidden = false;
    this.hint.textContent = this.dataset.textStarting;
    try {
      await this.camera.open();
    } catch (error) {
      return this.showFileField(openErrorReason(error));
    }
    // The page was hidden while the camera was starting.
    if (document.hidden) return this.stop();
    this.fileField.open = false;
    this.torchButton.hidden = !this.camera.hasTorch;
    this.stableHint = new StableHint();
    this.setState("live");
    this.showHint("empty");
    this.checkFrames();
  }

  showFileField(reason) {
    this.stop();
    this.box.hidden = true;
    const key = `text${reason[0].toUpperCase()}${reason.slice(1)}`;
    this.fallback.querySelector(".notice-body p").textContent = this.dataset[key];
    this.fallback.hidden = false;
    this.fileField.open = true;
  }

  stop() {
    clearTimeout(this.timer);
    this.camera.close();
    this.torchButton.setAttribute("aria-pressed", "false");
  }

  resume() {
    if (this.state === "live") this.start();
  }

  setState(state) {
    this.state = state;
    this.box.dataset.state = state;
    for (const part of this.box.querySelectorAll("[data-when]")) {
      part.hidden = part.dataset.when !== state;
    }
  }

  checkFrames() {
    if (this.state !== "live" || !this.camera.isOpen) return;
    const startedAt = performance.now();
    const shown = this.stableHint.update(this.frameHint(), startedAt);
    if (shown && shown !== this.box.dataset.advice) this.showHint(shown);
    // A slow phone checks frames less often, so that the video does not stutter.
    const duration = performance.now() - startedAt;
    this.timer = setTimeout(() => this.checkFrames(), Math.max(FRAME_INTERVAL, 5 * duration));
  }

  frameHint() {
    const context = this.camera.draw(this.canvas, this.stage, FRAME_SIZE);
    const { width, height } = this.canvas;
    return hintOf(greyOf(context.getImageData(0, 0, width, height)), this.kind);
  }

  showHint(hint) {
    this.box.dataset.advice = hint;
    this.hint.textContent = this.textOf(hint);
  }

  textOf(hint) {
    return this.dataset[`text${hint[0].toUpperCase()}${hint.slice(1)}`];
  }

  async takePhoto() {
    if (!this.camera.isOpen) return;
    const hint = this.frameHint();
    this.camera.draw(this.canvas, this.stage, PHOTO_SIZE);
    this.photoBlob = await new Promise((done) => this.canvas.toBlob(done, "image/jpeg", 0.9));
    this.stop();
    this.photoPreview.src = URL.createObjectURL(this.photoBlob);
    this.photoPreview.hidden = false;
    this.hint.textContent = "";
    this.error.hidden = true;
    this.showVerdict(hint);
    this.setState("taken");
    this.useButton.focus();
  }

  showVerdict(hint) {
    const isGood = hint === "good";
    const goodText = this.kind === "face" ? this.dataset.textTakenFace : this.dataset.textTaken;
    this.verdict.textContent = isGood ? goodText : `${this.textOf(hint)} ${this.dataset.textDoubt}`;
    this.box.dataset.found = isGood ? "good" : "doubt";
  }

  async retakePhoto() {
    URL.revokeObjectURL(this.photoPreview.src);
    this.photoBlob = null;
    this.photoPreview.hidden = true;
    delete this.box.dataset.advice;
    await this.start();
    if (this.state === "live") this.shutterButton.focus();
  }

  async uploadPhoto() {
    if (this.isUploading) return;
    this.setBusy(true);
    const token = csrfTokenOf(document.querySelector("main form"));
    const showProgress = (percent) => (this.progressBar.value = percent);
    const response = await this.send(token, showProgress);
    if (response && response.status < 400) return window.location.replace(this.dataset.doneUrl);
    this.setBusy(false);
    this.error.textContent = (response && response.body && response.body.error) || this.dataset.textLost;
    this.error.hidden = false;
  }

  /** Sends the photo, again while the server is decoding those of others; null if it does not arrive. */
  async send(token, showProgress, tries = MAX_TRIES) {
    try {
      return await upload(this.dataset.uploadUrl, this.photoBlob, token, showProgress);
    } catch (error) {
      if (error.message !== "503" || tries === 1) return null;
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
      return this.send(token, showProgress, tries - 1);
    }
  }

  setBusy(busy) {
    this.isUploading = busy;
    this.progressBar.hidden = !busy;
    this.progressBar.value = 0;
    this.error.hidden = true;
    for (const button of [this.useButton, this.retakeButton]) button.setAttribute("aria-disabled", String(busy));
  }

  async toggleTorch() {
    const on = this.torchButton.getAttribute("aria-pressed") !== "true";
    await this.camera.setTorch(on).catch(() => null);
    this.torchButton.setAttribute("aria-pressed", String(on));
  }
}

export function setUpCapture() {
  for (const box of document.querySelectorAll("[data-camera]")) new Capture(box);
}
