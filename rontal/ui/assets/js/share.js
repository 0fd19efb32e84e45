// [data-share]: passes the address that the attribute names, else that of this page, to another app,
// or copies it if the device cannot share and then shows `data-copied`. The button is hidden until
// this script runs.
import { showToast } from "./toast.js";

async function share(event) {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  const url = new URL(button.dataset.share || location.pathname + location.search, location.origin).href;
  try {
    if (navigator.share) await navigator.share({ title: document.title, url });
    else await copyToClipboard(url, button.dataset.copied);
  } catch (error) {
    if (error.name !== "AbortError") await copyToClipboard(url, button.dataset.copied);
  }
}

// Shows the address as a toast if the browser does not allow copying either.
async function copyToClipboard(url, confirmation) {
  try {
    await navigator.clipboard.writeText(url);
    showToast(confirmation);
  } catch {
    showToast(url);
  }
}

export function setUpShare() {
  for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;
  document.addEventListener("click", share);
}
