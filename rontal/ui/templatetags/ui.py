"""Template tags for the parts of a page; rontal/ui/README.md explains each."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from rontal.core.profile import Library
from rontal.ui import contrast, covers, drawings, fields, icon_files

register = template.Library()

NOTICE_ICONS = {"care": "warn", "wrong": "warn", "good": "check", "info": "info"}
ESCAPED_IN_SCRIPTS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
NOTICE_OF_LEVEL = {"success": "good", "warning": "care", "error": "wrong", "debug": "info"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Renders a small line drawing in the text's colour; `label` where no text is beside it."""
    return drawings.icon(name, label)


@register.simple_tag
def profile() -> Library | None:
    """Returns the library's profile, for pages that are rendered without a request."""
    return settings.LIBRARY


@register.simple_tag
def app_icon_address(name: str) -> str:
    """Returns the URL of an icon of the library's app; "" without a profile."""
    return icon_files.address(settings.LIBRARY, name) if settings.LIBRARY else ""


@register.filter
def darkened(colour: str) -> str:
    """Returns the colour for dark pages."""
    return contrast.darkened(colour)


@register.simple_tag
def drawing(name: str, css: str = "", label: str = "") -> SafeString:
    """Renders a larger drawing from ui/drawings."""
    return drawings.inline(name, css, label)


@register.simple_tag
def mark(css: str = "") -> SafeString:
    """Renders the library's mark: leaves on a cord."""
    return drawings.inline("mark", css)


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, **attrs: Any) -> dict[str, Any]:
    """Renders a form field with label, help and errors; `attrs` are added to the control."""
    return fields.describe(bound, attrs)


@register.inclusion_tag("ui/parts/photo.html")
def photo(
    bound: BoundField,
    kind: str = "card",
    upload_url: str = "",
    preview_url: str = "",
    camera_url: str = "",
    look_url: str = "",
    look: str = "",
) -> dict[str, Any]:
    """Renders a photo field; `kind` is "card" or "face", every URL may be empty.

    `camera_url` is a page that takes the photo. `look` is the HTML below an uploaded photo, which
    is polled at `look_url`.
    """
    facing = "user" if kind == "face" else "environment"
    attrs = {"accept": "image/*", "data-photo-input": True, "data-facing": facing}
    return fields.describe(bound, attrs) | {
        "kind": kind,
        "upload_url": upload_url,
        "preview_url": preview_url,
        "camera_url": camera_url,
        "look_url": look_url,
        "look": look,
        "drawing": f"photo-{kind}",
    }


@register.inclusion_tag("ui/parts/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """Renders the errors of the whole form, and links to each field with an error."""
    return {"form": form, "wrong": [f for f in form.visible_fields() if f.errors]}


@register.inclusion_tag("ui/parts/notice.html")
def notice(text: Any, kind: str = "info", title: str = "") -> dict[str, Any]:
    """Renders a message; `kind` is info, good, care, wrong, or a level of Django's messages."""
    kind = NOTICE_OF_LEVEL.get(kind, kind)
    kind = kind if kind in NOTICE_ICONS else "info"
    return {"text": text, "kind": kind, "title": title, "drawing": NOTICE_ICONS[kind]}


@register.inclusion_tag("ui/parts/state.html")
def state_tag(text: Any, kind: str = "", drawing: str = "") -> dict[str, Any]:
    """Renders a state as text; `kind` is good, care, wrong, open or empty (plain)."""
    return {"text": text, "kind": kind, "drawing": drawing}


@register.inclusion_tag("ui/parts/empty.html")
def empty(
    text: Any, title: Any = "", drawing: str = "empty-shelf", path: str = "", action: Any = ""
) -> dict[str, Any]:
    """Renders an empty list: a drawing, an explanation, and one action."""
    return {"text": text, "title": title, "drawing": drawing, "path": path, "action": action}


@register.inclusion_tag("ui/parts/steps.html")
def steps(names: Iterable[Any], now: int) -> dict[str, Any]:
    """Renders steps; `names` are texts or (text, URL) pairs, `now` counts from 1."""
    entries = []
    for number, name in enumerate(names, start=1):
        text, path = name if isinstance(name, tuple | list) else (name, "")
        entries.append({"number": number, "text": text, "path": path, "state": _step(number, now)})
    return {"entries": entries, "now": now, "total": len(entries)}


@register.inclusion_tag("ui/parts/moments.html")
def moments(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Renders a timeline: entries have `title`, `state` (done, now, late, next), `when`, `text`."""
    return {"entries": entries}


@register.inclusion_tag("ui/parts/pages.html", takes_context=True)
def pages(context: Any, page: Any, key: str = "page") -> dict[str, Any]:
    """Renders links to the previous and next Django Page; preserves other query parameters."""
    query = context["request"].GET.copy()
    query.pop(key, None)
    rest = query.urlencode()
    return {"page": page, "prefix": f"?{rest}&{key}=" if rest else f"?{key}="}


@register.simple_tag
def cover(title: str, by: str = "") -> SafeString:
    """Renders a generated cover for a title without one; the same title always gets the same."""
    return covers.draw(title, by)


@register.inclusion_tag("ui/parts/canonical.html", takes_context=True)
def canonical(context: Any, *parts: str) -> dict[str, str]:
    """Renders the canonical URL of this page for search engines.

    `parts` are the query parameters that select a different page; all others are omitted.
    """
    request = context["request"]
    parameters = {name: request.GET[name] for name in parts if name in request.GET}
    query = f"?{urlencode(parameters)}" if parameters else ""
    return {"address": f"{settings.PUBLIC_URL.rstrip('/')}{request.path}{query}"}


@register.filter
def script_json(data: Any) -> SafeString:
    """Returns JSON escaped for a script element, whatever the type of the script.

    Django's `json_script` writes the whole element and only as application/json.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPED_IN_SCRIPTS))  # noqa: S308 - escaped here


@register.simple_tag
def local_time(value: datetime | None, form: str = "long") -> SafeString | str:
    """Renders a time in the library's zone as <time>; `form` is long, short, day or clock.

    Not an inclusion tag: its template could not end with a line, as words follow without a space.
    """
    if value is None:
        return ""
    local = timezone.localtime(value)
    pattern = {"long": "l, j F Y, H.i", "short": "j M Y, H.i", "day": "j F Y", "clock": "H.i"}[form]
    return format_html(
        '<time datetime="{}" class="number">{}</time>',
        local.isoformat(timespec="minutes"),
        format_date(local, pattern),
    )


def _step(number: int, now: int) -> str:
    if number < now:
        return "done"
    return "now" if number == now else "next"
