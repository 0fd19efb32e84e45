// form[data-stay]: a form whose redirect leads back to this page. Submits it with fetch and reloads
// the page with location.replace, so that the history does not contain the same page twice.
function submitNormally(form, button, address) {
  if (button?.name) {
    const { name, value } = button;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.action = address;
  form.submit();
}

async function submitInPlace(event) {
  const { target: form, submitter: button } = event;
  if (!form.matches("form[data-stay]") || event.defaultPrevented || !window.fetch) return;
  event.preventDefault();
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  if (button?.name) body.append(button.name, button.value);
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const response = await fetch(address, { method: "POST", body, redirect: "manual", keepalive: true }).catch(
    () => null,
  );
  if (response?.type !== "opaqueredirect") return submitNormally(form, button, address);
  location.replace(form.elements.next?.value || location.pathname + location.search);
}

export function setUpSubmitInPlace() {
  document.addEventListener("submit", submitInPlace);
}
