// select[data-begin-with]: choosing a template inserts its text and reasons into the form, below
// what was typed; it replaces only the unchanged text of the template chosen before.
function put(select) {
  const form = select.form;
  const chosen = select.selectedOptions[0];
  const words = form.elements.words;
  const typed = words.value.trim();
  const before = (select.dataset.put || "").trim();
  const kept =
    typed === before ? "" : typed.endsWith(before) ? typed.slice(0, typed.length - before.length).trim() : typed;
  const said = chosen.dataset.words || "";
  words.value = [kept, said].filter(Boolean).join("\n\n");
  words.dispatchEvent(new Event("input", { bubbles: true }));
  select.dataset.put = said;
  form.elements.template.value = chosen.value;
  tick(form, (chosen.dataset.reasons || "").split(" ").filter(Boolean));
  const status = form.querySelector("[data-begin-said]");
  if (status) status.textContent = said ? status.dataset.said : "";
}

function tick(form, reasons) {
  for (const box of form.querySelectorAll("[name=reasons], [name=reason]")) {
    if (reasons.includes(box.value)) box.checked = true;
  }
}

export function setUpBeginnings() {
  for (const select of document.querySelectorAll("[data-begin-with]")) {
    const chosen = select.selectedOptions[0];
    select.dataset.put = select.value === select.form.elements.template.value ? chosen.dataset.words || "" : "";
    // A hidden button would still be the one that Enter presses in the form.
    select.form.querySelector("[name=fill]").remove();
    select.addEventListener("change", () => put(select));
  }
}
