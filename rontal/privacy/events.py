"""Events of privacy."""

from rontal.kernel.events import declare

EXPORTED = declare("data:exported", "A person took a copy of their own data.")
