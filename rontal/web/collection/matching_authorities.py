"""Links to people and subjects whose name matches the search text, above the results."""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from rontal.catalogue import search
from rontal.catalogue.search import Called, Kind
from rontal.web.collection import addresses
from rontal.web.collection.labels import number_words
from rontal.web.collection.query import Query


def lines(query: Query, found: search.Found) -> SafeString:
    """Returns the links as HTML, only on the first page of a search without filters; else ""."""
    if not query.words or query.narrowed or query.page > 1:
        return mark_safe("")
    drawn = [_line(one) for one in search.called(query.words, found)]
    return mark_safe("".join(drawn))  # noqa: S308 - escaped in each line


def _line(one: Called) -> str:
    is_agent = one.kind is Kind.AGENT
    address = (addresses.agent if is_agent else addresses.subject)(one.id, one.name)
    said = gettext("All by %(name)s") if is_agent else gettext("All about %(name)s")
    link = escape(said) % {"name": f"<strong>{escape(one.name)}</strong>"}
    number = ngettext("%(number)s title", "%(number)s titles", one.titles)
    told = number % {"number": number_words(one.titles)}
    return f'<li><a href="{address}">{link}</a> <span class="soft">· {escape(told)}</span></li>'
