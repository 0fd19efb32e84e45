"""Archive of all data of a person: a PDF to read, a JSON file for programs, and the photos.

It is made while the person waits and stored nowhere, so that no second copy of everything lies on
the server ([decision 52](/docs/adr/0052-copies-of-data-are-not-stored.md)).
"""

import io
import json
import zipfile
from pathlib import Path
from typing import Final

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.membership.models import Application, Member
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.selectors.drafts import COLUMNS
from rontal.standard.selectors import library
from rontal.ui import documents
from rontal.web.mydata.copy_sections import as_data, copy_sections
from rontal.web.mydata.document import document
from rontal.web.mydata.further_data import file_name

TEMPLATE: Final = Path(__file__).parent / "copy.typ"
READING: Final = "own_data"


def archive(
    application: Application, member: Member | None, form: ApplicationForm, actor: Actor
) -> bytes:
    """Returns the archive as ZIP. Openings of photos are recorded."""
    content = document(application, member, form, actor)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("data.pdf", readable_copy(application, member, form, actor))
        files.writestr(
            "data.json", json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        )
        for name in COLUMNS.values():
            photo = getattr(application, name)
            if photo is not None:
                picture = sealed_files.read(photo, actor=actor, reason=READING)
                path = file_name(name, photo.content_type)
                files.writestr(path, picture, compress_type=zipfile.ZIP_STORED)
    return target.getvalue()


def readable_copy(
    application: Application, member: Member | None, form: ApplicationForm, actor: Actor
) -> bytes:
    """Returns the data in words, as PDF in the active language."""
    made = date_format(localtime(clock.now()), "j F Y, H:i")
    intro = _("All data that %(library)s stores about you, as of %(when)s. Keep it private.")
    given = {
        "lang": (get_language() or "id")[:2],
        "title": _("My data"),
        "library": library().name,
        "page": _("Page"),
        "intro": intro % {"library": library().name, "when": made},
        "sections": as_data(copy_sections(application, member, form, actor)),
    }
    return documents.pdf(TEMPLATE, {"given": json.dumps(given, ensure_ascii=False)})
