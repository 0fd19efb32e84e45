"""Choices of the registration forms, with a second line of help."""

from rontal.membership.labels import IDENTITY_KIND_HELP, IDENTITY_KINDS_FOR_PERSON
from rontal.membership.labels import SEXES_ON_CARD as SEXES
from rontal.ui.forms import Helped

__all__ = ["IDENTITY_KINDS", "SEXES"]
IDENTITY_KINDS: dict[str, Helped] = {
    code: Helped(name, IDENTITY_KIND_HELP[code]) for code, name in IDENTITY_KINDS_FOR_PERSON.items()
}
