"""Width of a page beyond the screen."""

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
