// The device camera: opens it, draws its picture on a canvas, switches the torch and closes it.
const RESOLUTION = { width: { ideal: 2560 }, height: { ideal: 1440 } };
const REASONS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

export class Camera {
  constructor(video, facing) {
    this.video = video;
    this.facing = facing;
  }

  // Rejects with an error from which `openErrorReason` derives a reason.
  async open() {
    if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) throw new Error("unsupported");
    const video = { ...RESOLUTION, facingMode: { ideal: this.facing } };
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    this.track = stream.getVideoTracks()[0];
    this.video.srcObject = stream;
    await this.video.play();
  }

  close() {
    if (this.track) this.track.stop();
    this.track = null;
    this.video.srcObject = null;
  }

  get isOpen() {
    return Boolean(this.track) && this.video.videoWidth > 0;
  }

  get hasTorch() {
    const capabilities = this.track && this.track.getCapabilities ? this.track.getCapabilities() : {};
    return Boolean(capabilities.torch);
  }

  setTorch(on) {
    return this.track.applyConstraints({ advanced: [{ torch: on }] });
  }

  // Draws the part of the video that `stage` shows; `maxSide` limits the longer side, in pixels.
  draw(canvas, stage, maxSide) {
    const { videoWidth, videoHeight } = this.video;
    const cover = Math.max(stage.clientWidth / videoWidth, stage.clientHeight / videoHeight);
    const width = stage.clientWidth / cover;
    const height = stage.clientHeight / cover;
    const scale = Math.min(1, maxSide / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext("2d", { willReadFrequently: maxSide < 1000 });
    const [x, y] = [(videoWidth - width) / 2, (videoHeight - height) / 2];
    context.drawImage(this.video, x, y, width, height, 0, 0, canvas.width, canvas.height);
    return context;
  }
}

// Returns the reason why the camera did not open: "denied", "none", "busy" or "unsupported".
export function openErrorReason(error) {
  return REASONS[error.name] || "unsupported";
}
