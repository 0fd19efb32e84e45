// [data-camera]: shows the camera with its outline and hints, takes a photo, and uploads it only
// when the person presses the button for that. Without a camera the page opens its file field
// instead.
import { tokenOf } from "../js/token.js";
import { upload } from "../js/upload.js";
import { Camera, whyNot } from "./camera.js";
import { Calm, hintOf } from "./judge.js";
import { greyOf } from "./measure.js";

const LOOK_SIZE = 640; // as the server measures: idcard/quality.py
const LONGEST = 2000; // the size in which the library stores photos: rontal/membership/photos.py
const PAUSE = 300;

class Capture {
  constructor(box) {
    this.box = box;
    this.kind = box.dataset.camera;
    this.texts = box.dataset;
    const one = (name) => box.querySelector(`[data-${name}]`);
    this.video = one("video");
    this.stage = one("stage");
    this.still = one("still");
    this.hint = one("hint");
    this.shutter = one("shutter");
    this.torch = one("torch");
    this.use = one("use");
    this.retake = one("retake");
    this.verdict = one("verdict");
    this.bar = one("progress");
    this.failed = one("failed");
    this.without = document.querySelector("[data-no-camera]");
    this.file = document.querySelector("[data-file]");
    this.camera = new Camera(this.video, this.kind === "face" ? "user" : "environment");
    this.canvas = document.createElement("canvas");
    this.listen();
    this.start();
  }

  listen() {
    this.shutter.addEventListener("click", () => this.shoot());
    this.retake.addEventListener("click", () => this.again());
    this.use.addEventListener("click", () => this.send());
    this.torch.addEventListener("click", () => this.toggleTorch());
    this.without.querySelector("[data-try]").addEventListener("click", () => this.start());
    // The camera must not stay on when the page is left or hidden.
    window.addEventListener("pagehide", () => this.stop());
    window.addEventListener("pageshow", (event) => event.persisted && this.resume());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.stop() : this.resume()));
  }

  async start() {
    this.without.hidden = true;
    this.box.hidden = false;
    this.hint.textContent = this.texts.textStarting;
    try {
      await this.camera.open();
    } catch (error) {
      return this.giveUp(whyNot(error));
    }
    // The page was hidden while the camera was starting.
    if (document.hidden) return this.stop();
    this.file.open = false;
    this.torch.hidden = !this.camera.hasTorch;
    this.calm = new Calm();
    this.enter("live");
    this.say("empty");
    this.look();
  }

  giveUp(reason) {
    this.stop();
    this.box.hidden = true;
    const key = `text${reason[0].toUpperCase()}${reason.slice(1)}`;
    this.without.querySelector(".notice-body p").textContent = this.texts[key];
    this.without.hidden = false;
    this.file.open = true;
  }

  stop() {
    clearTimeout(this.timer);
    this.camera.close();
    this.torch.setAttribute("aria-pressed", "false");
  }

  resume() {
    if (this.state === "live") this.start();
  }

  enter(state) {
    this.state = state;
    this.box.dataset.state = state;
    for (const part of this.box.querySelectorAll("[data-when]")) {
      part.hidden = part.dataset.when !== state;
    }
  }

  look() {
    if (this.state !== "live" || !this.camera.isOpen) return;
    const began = performance.now();
    const shown = this.calm.take(this.judge(), began);
    if (shown && shown !== this.box.dataset.advice) this.say(shown);
    // A slow phone judges frames less often, so that the video does not stutter.
    const cost = performance.now() - began;
    this.timer = setTimeout(() => this.look(), Math.max(PAUSE, 5 * cost));
  }

  judge() {
    const context = this.camera.draw(this.canvas, this.stage, LOOK_SIZE);
    const { width, height } = this.canvas;
    return hintOf(greyOf(context.getImageData(0, 0, width, height)), this.kind);
  }

  say(hint) {
    this.box.dataset.advice = hint;
    this.hint.textContent = this.textOf(hint);
  }

  textOf(hint) {
    return this.texts[`text${hint[0].toUpperCase()}${hint.slice(1)}`];
  }

  async shoot() {
    if (!this.camera.isOpen) return;
    const hint = this.judge();
    this.camera.draw(this.canvas, this.stage, LONGEST);
    this.photo = await new Promise((done) => this.canvas.toBlob(done, "image/jpeg", 0.9));
    this.stop();
    this.still.src = URL.createObjectURL(this.photo);
    this.still.hidden = false;
    this.hint.textContent = "";
    this.failed.hidden = true;
    this.judgePhoto(hint);
    this.enter("taken");
    this.use.focus();
  }

  judgePhoto(hint) {
    const fine = hint === "good";
    const good = this.kind === "face" ? this.texts.textTakenFace : this.texts.textTaken;
    this.verdict.textContent = fine ? good : `${this.textOf(hint)} ${this.texts.textDoubt}`;
    this.box.dataset.found = fine ? "good" : "doubt";
  }

  async again() {
    URL.revokeObjectURL(this.still.src);
    this.photo = null;
    this.still.hidden = true;
    delete this.box.dataset.advice;
    await this.start();
    if (this.state === "live") this.shutter.focus();
  }

  async send() {
    if (this.busy) return;
    this.setBusy(true);
    const token = tokenOf(document.querySelector("main form"));
    const move = (percent) => (this.bar.value = percent);
    const answer = await upload(this.texts.uploadUrl, this.photo, token, move).catch(() => null);
    if (answer && answer.status < 400) return window.location.replace(this.texts.doneUrl);
    this.setBusy(false);
    this.failed.textContent = (answer && answer.body && answer.body.error) || this.texts.textLost;
    this.failed.hidden = false;
  }

  setBusy(busy) {
    this.busy = busy;
    this.bar.hidden = !busy;
    this.bar.value = 0;
    this.failed.hidden = true;
    for (const button of [this.use, this.retake]) button.setAttribute("aria-disabled", String(busy));
  }

  async toggleTorch() {
    const on = this.torch.getAttribute("aria-pressed") !== "true";
    await this.camera.light(on).catch(() => null);
    this.torch.setAttribute("aria-pressed", String(on));
  }
}

export function setUpCapture() {
  for (const box of document.querySelectorAll("[data-camera]")) new Capture(box);
}
