// Prefills the form with answers read from the card. A [data-read] part that is empty and untouched is
// replaced by its template when that arrives, but not while it has the focus. A part that the user
// changes is no longer marked as prefilled.
const touched = new WeakSet();

function controlsOf(part) {
  return [...part.querySelectorAll("input:not([type=hidden]), select, textarea")];
}

function isEmpty(control) {
  if (control.type === "radio" || control.type === "checkbox") return !control.checked;
  if (control.tagName === "SELECT") {
    const first = control.querySelector("option[selected]") || control.options[0];
    return !first || control.value === first.value;
  }
  return control.value === "";
}

function prefill(part, template) {
  if (touched.has(part) || !controlsOf(part).every(isEmpty)) return;
  if (part.contains(document.activeElement)) {
    part.addEventListener("focusout", () => setTimeout(() => prefill(part, template)), { once: true });
    return;
  }
  part.replaceChildren(template.content.cloneNode(true));
  if (window.htmx) window.htmx.process(part);
}

function prefillAll(container) {
  for (const template of container.querySelectorAll("template[data-read-for]")) {
    const part = document.querySelector(`[data-read="${template.dataset.readFor}"]`);
    if (part) prefill(part, template);
  }
}

function onChange(event) {
  const part = event.target.closest("[data-read]");
  if (!part) return;
  touched.add(part);
  for (const mark of part.querySelectorAll("[data-read-mark], input[name=offered]")) mark.remove();
}

export function setUpPrefill() {
  // Runs before the page's other listeners, so that autosave no longer sends the part as untouched.
  document.addEventListener("input", onChange, true);
  document.addEventListener("change", onChange, true);
  document.addEventListener("look:changed", (event) => prefillAll(event.target));
}
