// Readability of a picture, with the same measures as idcard/quality.py: light (75th
// percentile of luma), blur (Crete, Dolmiere, Ladret, Nicolas 2007) and glare (share of the largest
// burnt-out patch). A grey picture is {width, height, data}: luma 0 to 255, row by row.
const WHITE = 250;
const REBLUR = 9;
const PATCH = 7;

// Returns the grey picture of canvas pixels (RGBA), with the luma weights of BT.601.
export function greyOf({ width, height, data }) {
  const grey = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < grey.length; i++, p += 4) {
    grey[i] = Math.round(0.299 * data[p] + 0.587 * data[p + 1] + 0.114 * data[p + 2]);
  }
  return { width, height, data: grey };
}

export function light({ data }, percentile = 0.75) {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value]++;
  let value = 0;
  let remaining = percentile * data.length - counts[0];
  while (value < 255 && remaining > 0) remaining -= counts[++value];
  return value;
}

export function blur(grey) {
  return Math.max(blurAlong(grey, 1, grey.width), blurAlong(grey, grey.width, 1));
}

// Returns how blurred the picture is along one axis, from 0 (sharp) to 1 (flat): the share of the
// differences between neighbours that remains after a further blur. `step` is the distance in
// `data` from a pixel to the next one along the axis, `across` the distance from a line to the
// next.
function blurAlong({ width, height, data }, step, across) {
  const length = step === 1 ? width : height;
  const lines = step === 1 ? height : width;
  let total = 0;
  let lost = 0;
  for (let line = 0; line < lines; line++) {
    const means = runningMeans(data, line * across, step, length);
    for (let i = 1; i < length; i++) {
      const index = line * across + i * step;
      const before = Math.abs(data[index] - data[index - step]);
      total += before;
      lost += Math.max(0, before - Math.abs(means[i] - means[i - 1]));
    }
  }
  return total === 0 ? 1 : 1 - lost / total;
}

// Returns the mean of nine pixels (REBLUR) around each pixel of a line, mirrored at both ends.
function runningMeans(data, start, step, length) {
  const half = (REBLUR - 1) / 2;
  const at = (i) => data[start + step * Math.abs(mirroredIndex(i, length))];
  const means = new Float32Array(length);
  let sum = 0;
  for (let i = -half; i <= half; i++) sum += at(i);
  for (let i = 0; i < length; i++) {
    means[i] = sum / REBLUR;
    sum += at(i + half + 1) - at(i - half);
  }
  return means;
}

function mirroredIndex(i, length) {
  return i < length ? i : 2 * (length - 1) - i;
}

export function glare(grey) {
  if (!grey.data.some((value) => value >= WHITE)) return 0;
  return largestPatch(opened(grey), grey.width, grey.height) / grey.data.length;
}

// Returns the burnt-out pixels without parts thinner than seven pixels (morphological opening).
function opened({ width, height, data }) {
  const burnt = Uint8Array.from(data, (value) => (value >= WHITE ? 1 : 0));
  const shrunk = spread(spread(burnt, width, height, true, 0), width, height, false, 0);
  return spread(spread(shrunk, width, height, true, 1), width, height, false, 1);
}

// Sets a pixel if all (`wanted` 0) or any (`wanted` 1) of the seven pixels (PATCH) around it along
// a line are set. Pixels outside of the picture do not count.
function spread(source, width, height, along, wanted) {
  const target = new Uint8Array(source.length);
  const step = along ? 1 : width;
  const length = along ? width : height;
  const half = (PATCH - 1) / 2;
  for (let line = 0; line < (along ? height : width); line++) {
    const start = line * (along ? width : 1);
    for (let i = 0; i < length; i++) {
      let found = 1 - wanted;
      for (let k = Math.max(0, i - half); k <= Math.min(length - 1, i + half); k++) {
        if (source[start + k * step] === wanted) found = wanted;
      }
      target[start + i * step] = found;
    }
  }
  return target;
}

// Returns the number of pixels of the largest connected patch (eight neighbours).
function largestPatch(burnt, width, height) {
  const remaining = Uint8Array.from(burnt);
  let largest = 0;
  for (let seed = 0; seed < remaining.length; seed++) {
    if (remaining[seed]) largest = Math.max(largest, removePatch(remaining, width, height, seed));
  }
  return largest;
}

function removePatch(remaining, width, height, seed) {
  const open = [seed];
  remaining[seed] = 0;
  let size = 0;
  while (open.length) {
    const at = open.pop();
    size++;
    const x = at % width;
    const y = (at - x) / width;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const next = v * width + u;
        if (remaining[next]) {
          remaining[next] = 0;
          open.push(next);
        }
      }
    }
  }
  return size;
}
