// The form's own token: the cookie is closed to scripts.
export function tokenOf(form) {
  const input = form && form.querySelector("input[name=csrfmiddlewaretoken]");
  return input ? input.value : "";
}
