"""Events of privacy."""

from rontal.core.events import declare

EXPORTED = declare("data:exported", "A person downloaded a copy of their own data.")
