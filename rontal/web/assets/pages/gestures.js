// Gestures by touch, pen and mouse: pinch, swipe, wheel, double tap.
const SWIPE_DISTANCE = 50;
const WHEEL_ZOOM = 1.25;

export class Gestures {
  constructor(view, stage) {
    this.view = view;
    this.stage = stage;
    this.touches = new Map();
    stage.addEventListener("pointerdown", (event) => this.down(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, (event) => this.up(event));
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("dblclick", (event) => this.zoomAt(event));
  }

  down(event) {
    this.kind = event.pointerType;
    if (event.pointerType !== "touch") return;
    this.touches.set(event.pointerId, event);
    this.start = this.touches.size === 1 ? event : null;
    if (this.touches.size === 2) this.pinch = { gap: this.gap(), zoom: this.view.zoom };
  }

  move(event) {
    if (!this.touches.has(event.pointerId)) return;
    this.touches.set(event.pointerId, event);
    if (this.touches.size !== 2 || !this.pinch) return;
    const { left, top } = this.stage.getBoundingClientRect();
    const [one, other] = [...this.touches.values()];
    const [x, y] = [(one.clientX + other.clientX) / 2 - left, (one.clientY + other.clientY) / 2 - top];
    this.view.zoomTo((this.pinch.zoom * this.gap()) / this.pinch.gap, x, y);
  }

  up(event) {
    if (!this.touches.delete(event.pointerId)) return;
    this.pinch = null;
    const { start } = this;
    this.start = null;
    if (!start || event.type === "pointercancel" || this.view.scrolls) return;
    const [across, along] = [event.clientX - start.clientX, event.clientY - start.clientY];
    const isWide = this.stage.scrollWidth > this.stage.clientWidth + 2;
    if (isWide || Math.abs(across) < SWIPE_DISTANCE || Math.abs(across) < 2 * Math.abs(along)) return;
    this.view.turn(across < 0 !== this.view.book.rtl ? 1 : -1);
  }

  gap() {
    const [one, other] = [...this.touches.values()];
    return Math.max(10, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY));
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { left, top } = this.stage.getBoundingClientRect();
    const by = event.deltaY < 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM;
    this.view.zoomTo(this.view.zoom * by, event.clientX - left, event.clientY - top);
  }

  zoomAt(event) {
    // A double click on text selects a word; touch selects by a long press.
    if (this.kind !== "touch" && event.target.closest(".page-words text")) return;
    const { left, top } = this.stage.getBoundingClientRect();
    this.view.zoomTo(this.view.zoom > 1 ? 1 : 2.5, event.clientX - left, event.clientY - top);
  }
}
