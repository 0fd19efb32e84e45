"""Small parts of pages as functions, for lists where each is shown many times."""

from functools import lru_cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from rontal.ui import drawings


def tag(text: Any, kind: str = "", drawing: str = "") -> SafeString:
    """A state in words: `kind` is good, care, wrong, open or empty (plain)."""
    css = f"tag tag-{kind}" if kind else "tag"
    inner = f"{icon(drawing) if drawing else ''}{conditional_escape(text)}"
    return mark_safe(f'<span class="{css}">{inner}</span>')  # noqa: S308 - escaped above


@lru_cache(512)
def icon(name: str, label: str = "") -> SafeString:
    """A small line drawing in the colour of the text; `label` where no words stand beside it."""
    return drawings.inline(f"icons/{name}", f"icon icon-{name}", label)
