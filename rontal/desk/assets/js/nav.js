// On narrow screens the navigation is one scrolling row; scrolls the current page into view.
export function showWhere() {
  const here = document.querySelector(".desk-nav [aria-current]");
  const row = here && here.closest("ul");
  if (row) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
