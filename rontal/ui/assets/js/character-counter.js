// [data-count-for=ID]: shows the characters left; screen readers announce it near the limit.
const ANNOUNCE_BELOW = 20;

function setUpCounter(counter) {
  const field = document.getElementById(counter.dataset.countFor);
  const limit = field ? field.maxLength : -1;
  if (limit < 1) return;
  const show = () => {
    const left = limit - field.value.length;
    counter.textContent = counter.dataset.text.replace("{n}", left);
    counter.setAttribute("aria-live", left <= ANNOUNCE_BELOW ? "polite" : "off");
  };
  counter.hidden = false;
  field.addEventListener("input", show);
  show();
}

export function setUpCounters(root) {
  root.querySelectorAll("[data-count-for]").forEach(setUpCounter);
}
