"""Row of letters for navigating an alphabetical register."""

from collections.abc import Collection
from dataclasses import dataclass
from string import ascii_lowercase

from django.utils.translation import gettext as _

from rontal.catalogue.registers import OTHER


@dataclass(frozen=True)
class Letter:
    """First letters of names; `is_used` is False where no name begins with them."""

    letters: str
    name: str
    is_used: bool
    is_chosen: bool


def row(used: Collection[str], before: str, chosen: str) -> list[Letter]:
    """Returns the letters A to Z after the prefix `before`.

    The first row has letters without names, too, so that its layout does not change, and ends with
    the names that begin otherwise, if any.
    """
    every = [before + one for one in ascii_lowercase]
    listed = every if not before else [one for one in every if one in used]
    letters = [Letter(one, one.capitalize(), one in used, one == chosen) for one in listed]
    if not before and OTHER in used:
        letters.append(Letter(OTHER, _("other"), is_used=True, is_chosen=chosen == OTHER))
    return letters
