// [data-viewer]: a photo that can be zoomed, rotated and dragged; data-viewer-turns are the quarter
// turns that set it upright. Without JavaScript the photo is a link to itself.
const MAX_SCALE = 6;
const STEP = 1.5;

class PhotoViewer {
  constructor(root) {
    this.upright = Number(root.dataset.viewerTurns || 0);
    this.frame = root.querySelector("[data-viewer-frame]");
    this.image = root.querySelector("[data-viewer-image]");
    const tools = root.querySelector("[data-viewer-tools]");
    tools.hidden = false;
    tools.addEventListener("click", (event) => this.press(event));
    this.frame.addEventListener("click", (event) => this.toggle(event));
    this.frame.addEventListener("pointerdown", (event) => this.grab(event));
    this.frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.frame.addEventListener(end, () => this.drop());
    }
    this.frame.addEventListener("dragstart", (event) => event.preventDefault());
    this.reset();
  }

  reset() {
    this.scale = 1;
    this.turns = this.upright;
    this.x = 0;
    this.y = 0;
    this.draw();
  }

  press(event) {
    const button = event.target.closest("[data-viewer-do]");
    if (!button) return;
    const action = button.dataset.viewerDo;
    if (action === "reset") return this.reset();
    if (action === "turn") this.turns = (this.turns + 1) % 4;
    if (action === "in") this.scale = Math.min(MAX_SCALE, this.scale * STEP);
    if (action === "out") this.scale = Math.max(1, this.scale / STEP);
    this.draw();
  }

  // A click zooms in on its position, and a second one shows the whole photo.
  toggle(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (this.moved) return;
    const isZoomed = this.scale > 1;
    this.scale = isZoomed ? 1 : 2.5;
    const box = this.frame.getBoundingClientRect();
    const hasPosition = event.clientX || event.clientY;
    this.x = isZoomed || !hasPosition ? 0 : (box.left + box.width / 2 - event.clientX) * this.scale;
    this.y = isZoomed || !hasPosition ? 0 : (box.top + box.height / 2 - event.clientY) * this.scale;
    this.draw();
  }

  grab(event) {
    this.moved = false;
    if (this.scale <= 1 || event.button !== 0) return;
    this.from = { x: event.clientX - this.x, y: event.clientY - this.y };
    this.frame.setPointerCapture(event.pointerId);
  }

  drag(event) {
    if (!this.from) return;
    const x = event.clientX - this.from.x;
    const y = event.clientY - this.from.y;
    if (Math.abs(x - this.x) + Math.abs(y - this.y) > 3) this.moved = true;
    this.x = x;
    this.y = y;
    this.draw();
  }

  drop() {
    this.from = null;
  }

  draw() {
    const box = this.frame.getBoundingClientRect();
    if (this.scale === 1) this.x = this.y = 0;
    const limit = { x: (box.width * (this.scale - 1)) / 2, y: (box.height * (this.scale - 1)) / 2 };
    this.x = Math.max(-limit.x, Math.min(limit.x, this.x));
    this.y = Math.max(-limit.y, Math.min(limit.y, this.y));
    const isSideways = this.turns % 2 === 1;
    const fit = isSideways && box.width ? Math.min(box.width / box.height, box.height / box.width) : 1;
    this.image.style.transform = `translate(${this.x}px, ${this.y}px) rotate(${this.turns * 90}deg) scale(${this.scale * fit})`;
    this.frame.classList.toggle("viewer-close", this.scale > 1);
  }
}

export function setUpPhotoViewers() {
  for (const root of document.querySelectorAll("[data-viewer]")) new PhotoViewer(root);
}
