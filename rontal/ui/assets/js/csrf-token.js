// Returns the CSRF token from the form: scripts cannot read the cookie (HttpOnly).
export function csrfTokenOf(form) {
  const input = form && form.querySelector("input[name=csrfmiddlewaretoken]");
  return input ? input.value : "";
}
