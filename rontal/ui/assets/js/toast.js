// Shows a short text at the edge of the page for five seconds; screen readers announce it.
export function say(text) {
  const place = document.querySelector(".toasts");
  if (!place || !text) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  place.append(toast);
  setTimeout(() => toast.remove(), 5000);
}
