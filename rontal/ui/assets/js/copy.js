// [data-copy=TEXT]: copies the text and confirms it; includes the italics of the element that
// [data-copy-from] names, if it has any. [data-print]: opens the print dialog.
import { showToast } from "./toast.js";

function writeToClipboard(plain, html) {
  if (!html || !window.ClipboardItem) return navigator.clipboard.writeText(plain);
  const blobOf = (type, text) => ({ [type]: new Blob([text], { type }) });
  const formats = { ...blobOf("text/plain", plain), ...blobOf("text/html", html) };
  return navigator.clipboard.write([new ClipboardItem(formats)]);
}

async function copy(event) {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copyFrom || "");
  try {
    await writeToClipboard(button.dataset.copy, text?.querySelector("i") && text.innerHTML);
    showToast(button.dataset.copied);
  } catch {
    // No clipboard (an old browser, or no https): select the text so that the person can copy it.
    if (text) window.getSelection().selectAllChildren(text);
  }
}

export function setUpCopy() {
  document.addEventListener("click", copy);
}

export function setUpPrint() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
}
