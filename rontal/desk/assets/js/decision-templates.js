// select[data-begin-with]: choosing a template inserts its text and reasons into the form, below
// what was typed; it replaces only the unchanged text of the template chosen before.
function insertTemplate(select) {
  const form = select.form;
  const chosen = select.selectedOptions[0];
  const field = form.elements.words;
  const typed = field.value.trim();
  const formerText = (select.dataset.put || "").trim();
  const ownText =
    typed === formerText
      ? ""
      : typed.endsWith(formerText)
        ? typed.slice(0, typed.length - formerText.length).trim()
        : typed;
  const templateText = chosen.dataset.words || "";
  field.value = [ownText, templateText].filter(Boolean).join("\n\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  select.dataset.put = templateText;
  form.elements.template.value = chosen.value;
  checkReasons(form, (chosen.dataset.reasons || "").split(" ").filter(Boolean));
  const status = form.querySelector("[data-begin-said]");
  if (status) status.textContent = templateText ? status.dataset.said : "";
}

function checkReasons(form, reasons) {
  for (const checkbox of form.querySelectorAll("[name=reasons], [name=reason]")) {
    if (reasons.includes(checkbox.value)) checkbox.checked = true;
  }
}

export function setUpDecisionTemplates() {
  for (const select of document.querySelectorAll("[data-begin-with]")) {
    const chosen = select.selectedOptions[0];
    select.dataset.put = select.value === select.form.elements.template.value ? chosen.dataset.words || "" : "";
    // A hidden button would still be the one that Enter presses in the form.
    select.form.querySelector("[name=fill]").remove();
    select.addEventListener("change", () => insertTemplate(select));
  }
}
