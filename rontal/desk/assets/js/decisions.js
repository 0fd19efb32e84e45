// [data-decision]: opening one closes the others and goes to its first field; Escape closes it.
const FIRST = "[data-first], .notice-wrong a, input:not([type=hidden]), textarea";

function opened(event) {
  const decision = event.target;
  if (!decision.matches || !decision.matches("[data-decision]") || !decision.open) return;
  for (const other of document.querySelectorAll("[data-decision][open]")) {
    if (other !== decision) other.open = false;
  }
  const first = decision.querySelector(FIRST);
  if (first) first.focus();
}

function close(event) {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  const decision = document.querySelector("[data-decision][open]");
  if (!decision) return;
  decision.open = false;
  decision.querySelector("summary").focus();
}

export function setUpDecisions() {
  document.addEventListener("toggle", opened, true);
  document.addEventListener("keydown", close);
}
