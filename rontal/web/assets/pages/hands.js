// Gestures by touch, pen and mouse: pinch, swipe, wheel, double tap.
const FAR = 50;
const STEP = 1.25;

export class Hands {
  constructor(view, stage) {
    this.view = view;
    this.stage = stage;
    this.touches = new Map();
    stage.addEventListener("pointerdown", (event) => this.down(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, (event) => this.up(event));
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("dblclick", (event) => this.tapTwice(event));
  }

  down(event) {
    this.kind = event.pointerType;
    if (event.pointerType !== "touch") return;
    this.touches.set(event.pointerId, event);
    this.start = this.touches.size === 1 ? event : null;
    if (this.touches.size === 2) this.pinch = { apart: this.apart(), zoom: this.view.zoom };
  }

  move(event) {
    if (!this.touches.has(event.pointerId)) return;
    this.touches.set(event.pointerId, event);
    if (this.touches.size !== 2 || !this.pinch) return;
    const { left, top } = this.stage.getBoundingClientRect();
    const [one, other] = [...this.touches.values()];
    const [x, y] = [(one.clientX + other.clientX) / 2 - left, (one.clientY + other.clientY) / 2 - top];
    this.view.zoomTo((this.pinch.zoom * this.apart()) / this.pinch.apart, x, y);
  }

  up(event) {
    if (!this.touches.delete(event.pointerId)) return;
    this.pinch = null;
    const { start } = this;
    this.start = null;
    if (!start || event.type === "pointercancel" || this.view.scrolls) return;
    const [across, along] = [event.clientX - start.clientX, event.clientY - start.clientY];
    const wide = this.stage.scrollWidth > this.stage.clientWidth + 2;
    if (wide || Math.abs(across) < FAR || Math.abs(across) < 2 * Math.abs(along)) return;
    this.view.turn(across < 0 !== this.view.book.rtl ? 1 : -1);
  }

  apart() {
    const [one, other] = [...this.touches.values()];
    return Math.max(10, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY));
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { left, top } = this.stage.getBoundingClientRect();
    const by = event.deltaY < 0 ? STEP : 1 / STEP;
    this.view.zoomTo(this.view.zoom * by, event.clientX - left, event.clientY - top);
  }

  tapTwice(event) {
    // A double click on text selects a word; touch selects by a long press.
    if (this.kind !== "touch" && event.target.closest(".page-words text")) return;
    const { left, top } = this.stage.getBoundingClientRect();
    this.view.zoomTo(this.view.zoom > 1 ? 1 : 2.5, event.clientX - left, event.clientY - top);
  }
}
