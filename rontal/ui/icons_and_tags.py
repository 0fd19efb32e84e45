"""Small page parts as functions, for lists that show each of them many times."""

from functools import lru_cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from rontal.ui import drawings


def tag(text: Any, kind: str = "", drawing: str = "") -> SafeString:
    """Returns a state label as HTML; `kind` is good, care, wrong, open or empty (plain)."""
    css = f"tag tag-{kind}" if kind else "tag"
    inner = f"{icon(drawing) if drawing else ''}{conditional_escape(text)}"
    return mark_safe(f'<span class="{css}">{inner}</span>')  # noqa: S308 - escaped above


@lru_cache(512)
def icon(name: str, label: str = "") -> SafeString:
    """Returns a small line drawing as inline SVG; `label` where no text is beside it."""
    return drawings.inline(f"icons/{name}", f"icon icon-{name}", label)
