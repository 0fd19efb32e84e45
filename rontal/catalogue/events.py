"""Events of the catalogue."""

from rontal.kernel.events import declare

IMPORTED = declare("title:imported", "A title came in with its book file.")
