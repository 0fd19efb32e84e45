// [data-decision]: opening one closes the others and focuses its first field; Escape closes it.
const FIRST_FIELD = "[data-first], .notice-wrong a, input:not([type=hidden]), textarea";

function focusDecision(decision) {
  decision.dataset.entered = "";
  for (const other of document.querySelectorAll("[data-decision][open]")) {
    if (other !== decision) other.open = false;
  }
  const first = decision.querySelector(FIRST_FIELD);
  if (first) first.focus();
}

// Called on keydown as well, because the toggle event fires after it and would lose a second key.
function onToggle() {
  for (const decision of document.querySelectorAll("[data-decision]")) {
    if (!decision.open) delete decision.dataset.entered;
    else if (!("entered" in decision.dataset)) focusDecision(decision);
  }
}

function onEscape(event) {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  const decision = document.querySelector("[data-decision][open]");
  if (!decision) return;
  decision.open = false;
  decision.querySelector("summary").focus();
}

export function setUpDecisions() {
  document.addEventListener("toggle", onToggle, true);
  document.addEventListener("keydown", onToggle);
  document.addEventListener("keydown", onEscape);
}
