// Chooses one hint from the measures, the most important first. A hint is shown only after two
// frames in a row agree, and stays for at least MIN_DURATION milliseconds, so that it can be read.
import { blur, glare, light } from "./measure.js";
import { cardFit, faceFit } from "./outline.js";

// The server applies the same limits to the photo it receives
// (rontal/verification/checks/photos.py).
export const LIMITS = {
  card: { light: 68, glare: 0.03, blur: 0.58 },
  face: { light: 45, glare: 0.12, blur: 0.56 },
};
const MIN_DURATION = 1500;

export function hintOf(grey, kind) {
  const limits = LIMITS[kind];
  if (light(grey) < limits.light) return "dark";
  const fit = kind === "face" ? faceFit(grey) : cardFit(grey);
  if (fit === "far" || fit === "near" || fit === "empty") return fit;
  if (glare(grey) > limits.glare) return "glare";
  return blur(grey) > limits.blur ? "blurred" : "good";
}

export class StableHint {
  constructor() {
    this.shown = "";
    this.candidate = "";
    this.changedAt = -Infinity;
  }

  // Returns the hint to show at `now` (milliseconds), after two frames in a row agree.
  update(hint, now) {
    const isRepeated = hint === this.candidate;
    this.candidate = hint;
    if (isRepeated && hint !== this.shown && now - this.changedAt >= MIN_DURATION) {
      this.shown = hint;
      this.changedAt = now;
    }
    return this.shown;
  }
}
