// img[data-preview-of]: shows the chosen image before it is uploaded.
export function setUpImagePreviews() {
  for (const image of document.querySelectorAll("img[data-preview-of]")) {
    const input = document.getElementById(image.dataset.previewOf);
    if (!input) continue;
    input.addEventListener("change", () => {
      if (image.src) URL.revokeObjectURL(image.src);
      const file = input.files[0];
      image.hidden = !file;
      if (file) image.src = URL.createObjectURL(file);
    });
    image.addEventListener("error", () => {
      image.hidden = true;
    });
  }
}
