"""List of other editions on a title's page."""

from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rontal.catalogue.rows import Row
from rontal.lending.rules import Availability
from rontal.web.collection import addresses, pictures
from rontal.web.collection.words import format_name, language_name


def listed(found: Iterable[tuple[Row, Availability]]) -> SafeString:
    """Returns list items with language, year, publisher, format and availability; "" for none."""
    lines = [_line(one, free) for one, free in found]
    return mark_safe("".join(lines))  # noqa: S308 - escaped in each line


def _line(one: Row, free: Availability) -> str:
    name = ", ".join(_name(one)) or one.publisher or _("Another edition")
    more = " · ".join(_more(one, name))
    state = pictures.state_of(free, is_open=bool(one.open_files))
    return (
        f'<li><a href="{addresses.title(one.slug)}">{escape(name)}</a> '
        + (f'<span class="soft small">{escape(more)}</span> ' if more else "")
        + f"{state}</li>"
    )


def _name(one: Row) -> Iterator[str]:
    if language := language_name(one.language):
        yield language
    if one.year is not None:
        yield str(one.year)


def _more(one: Row, name: str) -> Iterator[str]:
    said = [one.edition, one.publisher, *_forms(one)]
    return (text for text in said if text and text != name)


def _forms(one: Row) -> Iterator[str]:
    return map(format_name, dict.fromkeys(file.format for file in one.files))
