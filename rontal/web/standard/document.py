"""Service standard as a tagged PDF (PDF/UA-1)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rontal.standard import labels as wording
from rontal.standard.publication.selectors import Version
from rontal.standard.selectors import library
from rontal.ui import documents
from rontal.web.standard import displayed_components

SOURCE = Path(__file__).with_name("standard.typ")


def pdf(version: Version) -> bytes:
    """Returns the version as a PDF in the active language.

    System fonts are the fallback for letters that the program's own font lacks.
    """
    inputs = {"data": json.dumps(_data(version), ensure_ascii=False)}
    return documents.pdf(SOURCE, inputs)


def _data(version: Version) -> dict[str, Any]:
    place = library()
    delivery, management = displayed_components.components(version)
    return {
        "lang": (get_language() or "id")[:2],
        "title": _("Service standard: online library membership"),
        "library": place.name,
        "unit": place.unit,
        "address": place.address,
        "contact": f"{place.phone} · {place.email} · {place.web}",
        "decree": _decree(version),
        "delivery_title": _("Delivery of the service"),
        "management_title": _("Management of the service"),
        "delivery": [_component(one) for one in delivery],
        "management": [_component(one) for one in management],
        "page": _("Page"),
        "signature": _signature(version),
    }


def _day(day: date) -> str:
    return formats.date_format(day, "j F Y")


def _decree(version: Version) -> list[str]:
    head = version.head
    if not version.is_decreed or not head.decree_date or not head.in_force_from:
        return [_("This standard has not been adopted by decree yet.")]
    return [
        _("Decree %(number)s of %(day)s")
        % {"number": head.decree_number, "day": _day(head.decree_date)},
        _("In force from %(day)s; version %(number)s")
        % {"day": _day(head.in_force_from), "number": version.number},
    ]


def _signature(version: Version) -> dict[str, str]:
    head = version.head
    if not version.is_decreed or not head.decree_date:
        return {}
    return {
        "office": head.signatory_office,
        "name": head.signatory_name,
        "day": _day(head.decree_date),
    }


def _component(one: displayed_components.DisplayedComponent) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": one.name,
        "lang": one.language,
        "kind": one.kind,
        "lines": one.lines,
        "channels": [_channel(channel) for channel in one.channels],
        "hours": _hours(one),
    }


def _channel(channel: displayed_components.Channel) -> dict[str, str]:
    on_this_site = channel.value.startswith("/")
    place = settings.PUBLIC_URL + channel.value if on_this_site else channel.value
    return {
        "name": channel.name,
        "value": place,
        "link": settings.PUBLIC_URL + channel.link if on_this_site else channel.link,
    }


def _hours(one: displayed_components.DisplayedComponent) -> dict[str, Any] | None:
    if one.hours is None:
        return None
    parts = [segment.part for segment in one.hours.segments]
    return {
        "total": one.hours.time,
        "total_label": _("Total"),
        "columns": [_("Part"), _("Whose time"), _("Time")],
        "alt": _(
            "A bar showing each part of the time to scale. The table has the same information."
        ),
        "rows": [
            {
                "name": part.name,
                "owner": str(wording.OWNERS["library" if part.ours else "applicant"]),
                "time": part.time,
                "minutes": part.minutes,
                "ours": part.ours,
            }
            for part in parts
        ],
    }
