// Returns a photo reduced to the size that the library stores: cameras make files ten times as
// large, which a slow connection carries for minutes or not at all. A file that this browser cannot
// draw, rotate upright or make smaller is returned unchanged.
const LONGEST_SIDE = 2000; // the size in which the library stores photos: rontal/membership/photos.py
const QUALITY = 0.9;
const SMALL_ENOUGH = 600e3;
const DRAWABLE = /^image\/(jpeg|png|webp)$/;

export async function shrinkPhoto(file) {
  if (file.size <= SMALL_ENOUGH || !DRAWABLE.test(file.type) || !CSS.supports("image-orientation", "from-image"))
    return file;
  const url = URL.createObjectURL(file);
  try {
    const smaller = await toJpeg(await loadImage(url));
    return smaller && smaller.size < file.size ? smaller : file;
  } catch {
    return file;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function loadImage(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

function toJpeg(image) {
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(naturalWidth, naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(naturalWidth * scale);
  canvas.height = Math.round(naturalHeight * scale);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff"; // replaces transparency, which JPEG does not have
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
