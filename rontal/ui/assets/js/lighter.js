// A photo as large as the library keeps one, and no larger: cameras make ten times as many bytes,
// which a weak line carries for minutes or not at all. What this browser cannot draw, turn upright
// or make smaller is sent as it is.
const LONGEST = 2000; // as the library keeps photos: rontal/membership/photos.py
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
  context.fillStyle = "#fff"; // behind what is transparent
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
}
