// Returns a photo reduced to the size that the library stores: cameras make files ten times as
// large, which a slow connection carries for minutes or not at all. A file that this browser cannot
// draw, rotate upright or make smaller is returned unchanged.
const LONGEST = 2000; // the size in which the library stores photos: rontal/membership/photos.py
const QUALITY = 0.9;
const LIGHT = 600e3;
const DRAWN = /^image\/(jpeg|png|webp)$/;

export async function lighter(file) {
  if (file.size <= LIGHT || !DRAWN.test(file.type) || !CSS.supports("image-orientation", "from-image")) return file;
  const address = URL.createObjectURL(file);
  try {
    const made = await asJpeg(await drawn(address));
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function drawn(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

function asJpeg(image) {
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(1, LONGEST / Math.max(naturalWidth, naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(naturalWidth * scale);
  canvas.height = Math.round(naturalHeight * scale);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff"; // replaces transparency, which JPEG does not have
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
}
