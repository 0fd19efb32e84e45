// form[data-chooser]: shows how many titles are ticked, and ticks the whole page.
function setUp(form) {
  const checkboxes = [...form.querySelectorAll("tbody input[type=checkbox]")];
  const status = form.querySelector("[data-chosen]");
  const selectAll = form.querySelector("[data-choose-all]");
  if (!checkboxes.length || !status) return;
  const formerText = status.textContent;
  const showCount = () => {
    const number = checkboxes.filter((checkbox) => checkbox.checked).length;
    status.textContent = number ? status.dataset.chosen.replace("{n}", number) : formerText;
  };
  form.addEventListener("change", showCount);
  selectAll.hidden = false;
  selectAll.addEventListener("click", () => {
    const isChecked = checkboxes.some((checkbox) => !checkbox.checked);
    for (const checkbox of checkboxes) checkbox.checked = isChecked;
    showCount();
  });
  showCount();
}

export function setUpTitleSelections() {
  for (const form of document.querySelectorAll("form[data-chooser]")) setUp(form);
}
