"""Row of letters for navigating an alphabetical register."""

from collections.abc import Collection
from html import escape
from string import ascii_lowercase

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rontal.catalogue.registers import OTHER


def row(there: Collection[str], before: str, chosen: str) -> SafeString:
    """Returns the letters A to Z after the prefix `before`; those with names are links.

    The first row also links to names that begin otherwise, and shows letters without names as
    plain text, so that its layout does not change.
    """
    drawn = [_entry(before + one, there, chosen) for one in ascii_lowercase]
    if not before:
        drawn.append(_entry(OTHER, there, chosen))
    return mark_safe("".join(drawn))  # noqa: S308 - letters, and words that are escaped


def _entry(letter: str, there: Collection[str], chosen: str) -> str:
    if letter not in there:
        is_kept = len(letter) == 1 and letter != OTHER
        return f'<li aria-hidden="true"><span>{letter.upper()}</span></li>' if is_kept else ""
    here = ' aria-current="true"' if letter == chosen else ""
    name = _("other") if letter == OTHER else letter.capitalize()
    return f'<li><a href="?huruf={letter}"{here}>{escape(name)}</a></li>'
