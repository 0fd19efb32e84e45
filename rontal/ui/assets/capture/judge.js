// Chooses one hint from the measures, the most important first. A hint is shown only after two
// frames in a row agree, and stays for at least HOLDS milliseconds so that it can be read.
import { blur, glare, light } from "./measure.js";
import { cardFit, faceFit } from "./outline.js";

// The server applies the same limits to the photo it receives
// (rontal/verification/checks/photos.py).
export const LIMITS = {
  card: { light: 68, glare: 0.03, blur: 0.58 },
  face: { light: 45, glare: 0.12, blur: 0.56 },
};
const HOLDS = 1500;

export function hintOf(grey, kind) {
  const limits = LIMITS[kind];
  if (light(grey) < limits.light) return "dark";
  const fit = kind === "face" ? faceFit(grey) : cardFit(grey);
  if (fit === "far" || fit === "near" || fit === "empty") return fit;
  if (glare(grey) > limits.glare) return "glare";
  return blur(grey) > limits.blur ? "blurred" : "good";
}

export class Calm {
  constructor() {
    this.shown = "";
    this.next = "";
    this.changed = -Infinity;
  }

  // Returns the hint to show at `now` (milliseconds), after two frames in a row agree.
  take(hint, now) {
    const twice = hint === this.next;
    this.next = hint;
    if (twice && hint !== this.shown && now - this.changed >= HOLDS) {
      this.shown = hint;
      this.changed = now;
    }
    return this.shown;
  }
}
