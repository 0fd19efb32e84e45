// form[data-once]: ignores a second submit.
const RELEASE_DELAY = 20000;

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-busy]")) {
    button.removeAttribute("data-busy");
    button.removeAttribute("aria-disabled");
  }
}

function preventSecondSubmit(event) {
  const form = event.target;
  if (!form.matches("form[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter || form.querySelector("button:not([type=button])");
  if (button) {
    button.setAttribute("data-busy", "");
    button.setAttribute("aria-disabled", "true");
  }
  // If the page is still there by then, the form was probably not sent: allow another try.
  setTimeout(() => release(form), RELEASE_DELAY);
}

export function setUpSubmitOnce() {
  document.addEventListener("submit", preventSecondSubmit);
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-once]").forEach(release);
  });
}
