// Changes the brightness at once; the cookie is written by the server as without script.
export function setUpTheme() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!form.matches("[data-theme-switch]") || !button || !window.fetch) return;
    event.preventDefault();
    document.documentElement.dataset.theme = button.value;
    colourBrowser(button.value);
    for (const other of document.querySelectorAll("[data-theme-switch] button")) {
      other.setAttribute("aria-pressed", String(other.value === button.value));
    }
    const body = new URLSearchParams({ theme: button.value, next: "/tampilan/" });
    fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => form.submit());
  });
}

// The bars of browser and system: the server writes both colours, and which of them counts.
function colourBrowser(theme) {
  for (const meta of document.querySelectorAll("[data-theme-color]")) {
    const own = meta.dataset.themeColor;
    const chosen = theme === own ? "all" : "not all";
    meta.media = theme === "auto" ? `(prefers-color-scheme: ${own})` : chosen;
  }
}
