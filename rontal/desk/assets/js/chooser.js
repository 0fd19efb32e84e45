// form[data-chooser]: shows how many titles are ticked, and ticks the whole page.
function setUp(form) {
  const boxes = [...form.querySelectorAll("tbody input[type=checkbox]")];
  const said = form.querySelector("[data-chosen]");
  const all = form.querySelector("[data-choose-all]");
  if (!boxes.length || !said) return;
  const before = said.textContent;
  const tell = () => {
    const number = boxes.filter((box) => box.checked).length;
    said.textContent = number ? said.dataset.chosen.replace("{n}", number) : before;
  };
  form.addEventListener("change", tell);
  all.hidden = false;
  all.addEventListener("click", () => {
    const wanted = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = wanted;
    tell();
  });
  tell();
}

export function setUpChoosers() {
  for (const form of document.querySelectorAll("form[data-chooser]")) setUp(form);
}
