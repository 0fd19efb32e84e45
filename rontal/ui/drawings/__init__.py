"""SVG drawings that the template tags of `ui` put into pages.

The element is built here and not in a template, because pages show dozens and the caches keep each.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent
OUTER = re.compile(r"<svg\b[^>]*?viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


@cache
def parts(name: str) -> tuple[str, SafeString]:
    """Returns the view box and the inner SVG of `name`; raises FileNotFoundError if unknown."""
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    match = OUTER.search(text)
    if match is None:
        raise ValueError(f"{name}.svg is not one svg element with a viewBox")
    return match[1], mark_safe(re.sub(r"\s*\n\s*", "", match[2]))  # noqa: S308 - our own files


@lru_cache(512)
def icon(name: str, label: str = "") -> SafeString:
    """Returns a small line drawing as inline SVG; `label` where no text is beside it."""
    return inline(f"icons/{name}", f"icon icon-{name}", label)


@cache
def inline(name: str, css: str, label: str = "") -> SafeString:
    """Returns the drawing as inline SVG, hidden from screen readers unless it has a label."""
    box, inner = parts(name)
    if label:
        return format_html(
            '<svg class="{}" viewBox="{}" role="img" aria-label="{}">{}</svg>',
            css, box, label, inner,
        )  # fmt: skip
    return format_html(
        '<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>',
        css, box, inner,
    )  # fmt: skip
