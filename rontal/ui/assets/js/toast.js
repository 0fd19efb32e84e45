// Says something short at the edge of the page, aloud for screen readers.
export function say(text) {
  const place = document.querySelector(".toasts");
  if (!place || !text) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  place.append(toast);
  setTimeout(() => toast.remove(), 5000);
}
