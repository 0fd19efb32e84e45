// On a narrow page the desk's pages lie in one long row: bring the one in hand into sight.
export function showWhere() {
  const here = document.querySelector(".desk-nav [aria-current]");
  const row = here && here.closest("ul");
  if (row) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
