// On a narrow screen the desk's navigation is one long row: scrolls the current page into view.
export function showWhere() {
  const here = document.querySelector(".desk-nav [aria-current]");
  const row = here && here.closest("ul");
  if (row) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
