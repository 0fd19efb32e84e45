// Shows a short text at the edge of the page for five seconds; screen readers announce it.
export function showToast(text) {
  const container = document.querySelector(".toasts");
  if (!container || !text) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  container.append(toast);
  setTimeout(() => toast.remove(), 5000);
}
