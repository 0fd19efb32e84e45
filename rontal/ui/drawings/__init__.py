"""Rontal's own drawings: SVG files that the tags of `ui` put into pages."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent
OUTER = re.compile(r"<svg\b[^>]*?viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


@cache
def parts(name: str) -> tuple[str, SafeString]:
    """The view box and the inner drawing of `name`; raises FileNotFoundError for an unknown one."""
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    found = OUTER.search(text)
    if found is None:
        raise ValueError(f"{name}.svg is not one svg element with a viewBox")
    return found[1], mark_safe(re.sub(r"\s*\n\s*", "", found[2]))  # noqa: S308 - our own files


@cache
def inline(name: str, css: str, label: str = "") -> SafeString:
    """The drawing as an inline element: hidden from screen readers unless it has a label."""
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
