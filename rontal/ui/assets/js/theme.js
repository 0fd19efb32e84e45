// Switches the theme at once; the server sets the cookie, as it does without JavaScript.
export function setUpTheme() {
  document.addEventListener("submit", (event) => {
    const button = /** @type {HTMLButtonElement} */ (event.submitter);
    if (button?.name !== "theme" || !window.fetch) return;
    event.preventDefault();
    document.documentElement.dataset.theme = button.value;
    setBrowserColour(button.value);
    for (const other of document.querySelectorAll("button[name=theme]")) {
      other.setAttribute("aria-pressed", String(other.value === button.value));
    }
    const body = new URLSearchParams({ theme: button.value, next: "/tampilan/" });
    fetch(button.formAction, { method: "POST", body, redirect: "manual" }).catch(() => null);
  });
}

// Sets the colour of the browser's bars: the server renders a meta element for each theme, and
// `media` selects the one that applies.
function setBrowserColour(theme) {
  for (const meta of document.querySelectorAll("[data-theme-color]")) {
    const metaTheme = meta.dataset.themeColor;
    const media = theme === metaTheme ? "all" : "not all";
    meta.media = theme === "auto" ? `(prefers-color-scheme: ${metaTheme})` : media;
  }
}
