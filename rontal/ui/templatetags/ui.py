"""The parts of a page as tags. How to use each: rontal/ui/README.md."""

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
from django.utils.safestring import SafeString

from rontal.core.profile import Library
from rontal.ui import contrast, covers, drawings, fields, icon_files, parts

register = template.Library()

NOTICE_ICONS = {"care": "warn", "wrong": "warn", "good": "check", "info": "info"}
NOTICE_OF_LEVEL = {"success": "good", "warning": "care", "error": "wrong", "debug": "info"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A small line drawing in the colour of the text; `label` where no words stand beside it."""
    return parts.icon(name, label)


@register.simple_tag
def profile() -> Library | None:
    """The library's profile, for pages that are drawn without a request."""
    return settings.LIBRARY


@register.simple_tag
def app_icon_address(name: str) -> str:
    """The address of an icon of the library's app; "" where there is no profile."""
    return icon_files.address(settings.LIBRARY, name) if settings.LIBRARY else ""


@register.filter
def darkened(colour: str) -> str:
    """The colour beside dark pages."""
    return contrast.darkened(colour)


@register.simple_tag
def drawing(name: str, css: str = "", label: str = "") -> SafeString:
    """A larger drawing from ui/drawings."""
    return drawings.inline(name, css, label)


@register.simple_tag
def mark(css: str = "") -> SafeString:
    """The library's mark: leaves on a cord."""
    return drawings.inline("mark", css)


@register.simple_tag
def ornament(kind: str = "divider") -> SafeString:
    """A quiet piece of ornament: "band" (woven edge, full width) or "divider"."""
    if kind == "band":
        return SafeString('<span class="band" aria-hidden="true"></span>')
    return drawings.inline(kind, kind)


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, **attrs: Any) -> dict[str, Any]:
    """A form field with label, help and errors tied together; `attrs` go onto the control."""
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
    """A photo to take or choose; `kind` is "card" or "face", every address may be empty.

    At `camera_url` is a page that takes the photo. `look` is what is said of the photo once it
    is there, asked for again at `look_url`.
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
    """What is wrong with the whole form, and links to each field that needs another look."""
    return {"form": form, "wrong": [f for f in form.visible_fields() if f.errors]}


@register.inclusion_tag("ui/parts/notice.html")
def notice(text: Any, kind: str = "info", title: str = "") -> dict[str, Any]:
    """A message; `kind` is info, good, care or wrong (or a level of django.contrib.messages)."""
    kind = NOTICE_OF_LEVEL.get(kind, kind)
    kind = kind if kind in NOTICE_ICONS else "info"
    return {"text": text, "kind": kind, "title": title, "drawing": NOTICE_ICONS[kind]}


@register.simple_tag
def state_tag(text: Any, kind: str = "", drawing: str = "") -> SafeString:
    """A state in words: `kind` is good, care, wrong, open or empty (plain)."""
    return parts.tag(text, kind, drawing)


@register.inclusion_tag("ui/parts/empty.html")
def empty(
    text: Any, title: Any = "", drawing: str = "empty-shelf", path: str = "", action: Any = ""
) -> dict[str, Any]:
    """Nothing here yet: a drawing, what that means, and one thing to do."""
    return {"text": text, "title": title, "drawing": drawing, "path": path, "action": action}


@register.inclusion_tag("ui/parts/steps.html")
def steps(names: Iterable[Any], now: int) -> dict[str, Any]:
    """Steps on one thread; `names` are texts or (text, address) pairs, `now` counts from 1."""
    entries = []
    for number, name in enumerate(names, start=1):
        text, path = name if isinstance(name, tuple | list) else (name, "")
        entries.append({"number": number, "text": text, "path": path, "state": _step(number, now)})
    return {"entries": entries, "now": now, "total": len(entries)}


@register.inclusion_tag("ui/parts/moments.html")
def moments(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A timeline; each entry has `title`, `state` (done, now, late, next), `when`, `text`."""
    return {"entries": entries}


@register.inclusion_tag("ui/parts/pages.html", takes_context=True)
def pages(context: Any, page: Any, key: str = "page") -> dict[str, Any]:
    """Previous and next of a Django Page; keeps the other parts of the query."""
    query = context["request"].GET.copy()
    query.pop(key, None)
    rest = query.urlencode()
    return {"page": page, "prefix": f"?{rest}&{key}=" if rest else f"?{key}="}


@register.simple_tag
def cover(title: str, by: str = "") -> SafeString:
    """A drawn cover for a title that has no picture; the same title always looks the same."""
    return covers.draw(title, by)


@register.simple_tag(takes_context=True)
def canonical(context: Any, *parts: str) -> SafeString:
    """The one address of this page, for search engines: without what others put behind it. `parts`
    are the parts of the query that make it another page."""
    request = context["request"]
    given = {name: request.GET[name] for name in parts if name in request.GET}
    query = f"?{urlencode(given)}" if given else ""
    address = f"{settings.PUBLIC_URL.rstrip('/')}{request.path}{query}"
    return format_html('<link rel="canonical" href="{}">', address)


@register.simple_tag
def local_time(value: datetime | None, form: str = "long") -> SafeString | str:
    """A moment in the library's zone as <time>; `form` is long, short, day or clock."""
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
