// From figures to the one thing to do next, in the order of what matters most; said only when it
// has been true for a moment, and changed no faster than it can be read.
import { blur, glare, light } from "./measure.js";
import { cardFit, faceFit } from "./outline.js";

// As strict as the server is on the photo that is sent (rontal/verification/checks/photos.py).
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

  // The hint to show at `now` (milliseconds), after two looks in a row that agree.
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
