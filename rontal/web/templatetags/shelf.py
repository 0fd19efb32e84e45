"""Template filters and tags for loans and covers."""

from typing import Any

from django import template

from rontal.web.collection.book_lists import cover
from rontal.web.collection.labels import time_left, time_read

register = template.Library()
register.filter("time_left", time_left)
register.filter("time_read", time_read)


@register.inclusion_tag("web/parts/cover.html")
def book_cover(title: Any, slot: str = "row", **choices: bool) -> dict[str, Any]:
    """Renders the cover of a title; arguments as of `book_lists.cover`."""
    return {"cover": cover(title, slot, **choices)}
