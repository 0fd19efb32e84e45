"""Register and impact assessment as PDF (PDF/UA-1) for printing and signing."""

import json
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rontal.core import clock
from rontal.standard.selectors import library
from rontal.ui import documents

SOURCE = Path(__file__).with_name("document.typ")


def pdf(title: str, notes: list[str], sections: list[dict[str, Any]]) -> bytes:
    """Returns sections of facts as a tagged PDF in the active language."""
    profile = library()
    made = date_format(timezone.localtime(clock.now(), profile.tz), "j F Y")
    inputs = {
        "lang": (get_language() or "id")[:2],
        "title": title,
        "library": profile.name,
        "unit": profile.unit,
        "address": profile.address,
        "notes": [_("As of %(day)s.") % {"day": made}, *_officer_note(), *notes],
        "page": _("Page"),
        "head": [_("What"), _("Answer")],
        "sections": sections,
    }
    return documents.pdf(SOURCE, {"given": json.dumps(inputs, ensure_ascii=False)})


def _officer_note() -> list[str]:
    officer = library().data_protection_officer
    contact = ", ".join(filter(None, [officer.name, officer.email, officer.phone]))
    return [_("Data protection officer: %(contact)s.") % {"contact": contact}] if contact else []
