"""A row of letters that lead into a register."""

from collections.abc import Collection
from html import escape
from string import ascii_lowercase

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rontal.catalogue.registers import OTHER


def row(there: Collection[str], before: str, chosen: str) -> SafeString:
    """The letters from A to Z behind `before`, those with names as links, and the way to names that
    begin otherwise. Letters without names keep their place on the first row, so that it looks the
    same each time."""
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
