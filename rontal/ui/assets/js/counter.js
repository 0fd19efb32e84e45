// [data-count-for=ID]: shows the characters left; screen readers announce it near the limit.
const NEAR = 20;

function attach(note) {
  const area = document.getElementById(note.dataset.countFor);
  const limit = area ? area.maxLength : -1;
  if (limit < 1) return;
  const show = () => {
    const left = limit - area.value.length;
    note.textContent = note.dataset.text.replace("{n}", left);
    note.setAttribute("aria-live", left <= NEAR ? "polite" : "off");
  };
  note.hidden = false;
  area.addEventListener("input", show);
  show();
}

export function setUpCounters(root) {
  root.querySelectorAll("[data-count-for]").forEach(attach);
}
