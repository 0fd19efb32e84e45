// [data-share] gives the address of this page, or the one that the attribute names, to another app,
// or copies it where the device cannot share; `data-copied` is said then. Without script the button
// is not there.
import { say } from "./toast.js";

async function share(event) {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  const url = new URL(button.dataset.share || location.pathname + location.search, location.origin).href;
  try {
    if (navigator.share) await navigator.share({ title: document.title, url });
    else await copy(url, button.dataset.copied);
  } catch (error) {
    if (error.name !== "AbortError") await copy(url, button.dataset.copied);
  }
}

// Shows the address to be written down where copying is not allowed either.
async function copy(url, said) {
  try {
    await navigator.clipboard.writeText(url);
    say(said);
  } catch {
    say(url);
  }
}

export function setUpShare() {
  for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;
  document.addEventListener("click", share);
}
