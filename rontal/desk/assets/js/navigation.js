// On narrow screens the navigation is one scrolling row; scrolls the current page into view.
export function scrollToCurrentPage() {
  const current = document.querySelector(".desk-nav [aria-current]");
  const row = current && current.closest("ul");
  if (row) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}
