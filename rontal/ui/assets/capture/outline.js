// Checks whether the card or the face fills its outline, on grey pictures as in measure.js. Returns
// "fits", "far", "near", "empty", or "" if the picture does not allow an answer; no hint is shown
// then.

// The outlines as shares of the picture, as camera.html draws them.
export const CARD = { left: 0.055, top: 0.126, right: 0.945, bottom: 0.874 };
export const FACE = { x: 0.5, y: 0.5, across: 0.311, up: 0.38 };

const STRONG = 14; // grey levels: mean step along a side that counts as a real edge
const NEAR_LINE = 0.07; // share of the card's height: this close still counts as on the outline
const FIRM = 0.5; // share of the strongest step: an edge must have at least this
const RAYS = 18;
const FACE_EDGE = 12;

export function cardFit(grey, card = CARD) {
  const box = {
    left: card.left * grey.width,
    right: card.right * grey.width,
    top: card.top * grey.height,
    bottom: card.bottom * grey.height,
  };
  const height = box.bottom - box.top;
  const [left, right, top, bottom] = sidesOf(grey, box).map((side) => side / height);
  const sides = [left, right, top, bottom];
  const on = (side) => Math.abs(side) <= NEAR_LINE;
  const beyond = (side) => side < -NEAR_LINE;
  if ((on(left) && on(right)) || (on(top) && on(bottom))) return "fits";
  if (sides.filter((side) => side > NEAR_LINE).length >= 3) return "far";
  if ((beyond(left) && beyond(right)) || (beyond(top) && beyond(bottom))) return "near";
  return sides.every(Number.isNaN) ? "empty" : "";
}

// Returns the distance of the outermost straight edge from each side of the outline: pixels,
// positive inwards, negative outwards, NaN without an edge. The outermost edge counts because print
// on a card makes edges further inside.
function sidesOf(grey, { left, right, top, bottom }) {
  const reach = 0.5 * (bottom - top);
  /** @type {[number, number]} */
  const across = [left + 0.25 * (right - left), right - 0.25 * (right - left)];
  /** @type {[number, number]} */
  const down = [top + 0.25 * (bottom - top), bottom - 0.25 * (bottom - top)];
  const columns = profile(grey, true, down);
  const rows = profile(grey, false, across);
  return [
    [columns, left, 1],
    [columns, right, -1],
    [rows, top, 1],
    [rows, bottom, -1],
  ].map(([steps, line, inwards]) => edge(steps, line, reach, inwards));
}

// Returns the absolute step in grey at each column (or row), averaged over three parts of the side.
// Within a part, steps keep their sign: text cancels out, a straight edge does not, and a slight
// rotation spreads the edge only a little.
function profile({ width, height, data }, upright, [from, to]) {
  const length = upright ? width : height;
  const steps = new Float32Array(length);
  const part = (to - from) / 3;
  for (let k = 0; k < 3; k++) {
    const first = Math.round(from + k * part);
    const last = Math.max(first + 1, Math.round(from + (k + 1) * part));
    for (let i = 2; i < length - 2; i++) {
      let sum = 0;
      for (let j = first; j < last; j++) {
        const at = upright ? j * width + i : i * width + j;
        const hop = upright ? 2 : 2 * width;
        sum += data[at + hop] - data[at - hop];
      }
      steps[i] += Math.abs(sum / (last - first)) / 3;
    }
  }
  return steps;
}

function edge(steps, line, reach, inwards) {
  const within = [...steps.keys()].filter((i) => Math.abs(i - line) <= reach);
  const firm = Math.max(STRONG, FIRM * Math.max(...within.map((i) => steps[i])));
  const outermost = inwards > 0 ? within : within.reverse();
  const first = outermost.findIndex((i) => steps[i] >= firm);
  if (first < 0) return NaN;
  // Takes the strongest step among the nine pixels after the first firm one.
  const top = outermost.slice(first, first + 9).reduce((a, b) => (steps[b] > steps[a] ? b : a));
  return (top - line) * inwards;
}

// Searches along rays to both sides of the oval for the outermost strong edge, which is where a
// head ends in front of a plain background. Rays that disagree mean that the background is not
// plain.
export function faceFit(grey, face = FACE) {
  const ends = [];
  for (let ray = 0; ray < RAYS; ray++) {
    const turn = ((ray % (RAYS / 2)) / (RAYS / 2 - 1) - 0.5) * 1.4 + (ray < RAYS / 2 ? 0 : Math.PI);
    ends.push(lastEdge(grey, face, turn));
  }
  const found = ends.filter((end) => end > 0).sort((a, b) => a - b);
  if (found.length === 0) return "empty";
  if (found.length < RAYS / 2) return "";
  const at = (share) => found[Math.floor(share * (found.length - 1))];
  if (at(0.75) - at(0.25) > 0.5) return "";
  if (at(0.5) < 0.72) return "far";
  return at(0.5) > 1.5 ? "near" : "fits";
}

// Returns the distance of a ray's last edge in units of the oval's radius; 0 without an edge.
function lastEdge({ width, height, data }, face, turn) {
  const value = (r) => {
    const x = Math.round((face.x + Math.cos(turn) * face.across * r) * width);
    const y = Math.round((face.y - 0.1 * face.up + Math.sin(turn) * face.up * r) * height);
    return x < 1 || y < 1 || x >= width - 1 || y >= height - 1 ? NaN : data[y * width + x];
  };
  for (let r = 1.6; r > 0.2; r -= 0.04) {
    if (Math.abs(value(r + 0.06) - value(r - 0.06)) > FACE_EDGE) return r;
  }
  return 0;
}
