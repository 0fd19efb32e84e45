"""Documents of an incident: its record as PDF and JSON, notice to the agency, letters."""

import json
from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import INCIDENT_HANDLERS
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.desk.incidents.record import record, sections
from rontal.desk.privacy import document
from rontal.incidents import services
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.rules.texts import fill, paragraphs
from rontal.incidents.selectors.drafts import person_values
from rontal.incidents.selectors.register import incident_for_staff
from rontal.incidents.steps.recipients import Recipient
from rontal.notifications.incident_proof import needing_letter
from rontal.standard.selectors import library
from rontal.ui import access, documents
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_proof

LETTER: Final = Path(__file__).with_name("letter.typ")
MOST_LETTERS: Final = 100
"""Number of letters in one PDF; the next ones are printed after these are posted."""


@access.staff(*INCIDENT_HANDLERS)
@require_safe
def record_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Returns the record of an incident as PDF, without names of persons affected."""
    found = _exported(request, code)
    title = _("Record of incident %(code)s") % {"code": found.code}
    return documents.as_answer(document.pdf(title, [], sections(found)), found.code)


@access.staff(*INCIDENT_HANDLERS)
@require_safe
def record_json(request: HttpRequest, code: str) -> HttpResponse:
    """Returns the record of an incident as JSON, without names of persons affected."""
    found = _exported(request, code)
    answer = JsonResponse(record(found), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.code}.json"'
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@access.staff(*INCIDENT_HANDLERS)
@require_safe
def agency_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Returns the notice to the agency as PDF; raises NotFound where none is saved."""
    found = incident_for_staff(code, actor_of(request))
    texts = NotFound.if_none(found.notices).reveal()
    with override("id"):
        page = _letter(Recipient(_("the agency for personal data protection"), "", "id"), "id")
        page |= {"texts": paragraphs(texts["agency"])}
        content = _pdf(_("Notice under article 46"), [page])
    return documents.as_answer(content, f"{found.code}-lembaga")


@access.staff(*INCIDENT_HANDLERS)
@needs_proof
@require_POST
def letters(request: HttpRequest, code: str) -> HttpResponse:
    """Returns letters to the next persons whom no mail reached; recorded with names and reason."""
    actor = actor_of(request)
    found = incident_for_staff(code, actor)
    opened = _next_letters(found, actor)
    if not opened or found.notices is None:
        messages.info(request, _("Nobody with a postal address needs a letter."))
        return redirect("desk:incident", code=found.code)
    texts = found.notices.reveal()
    pages = [_page_for(found, texts, person, recipient) for person, recipient in opened]
    content = _pdf(_("Letters of incident %(code)s") % {"code": found.code}, pages)
    persons = [person for person, _recipient in opened]
    services.mark_letters_printed(incident_id=found.pk, persons=persons, actor=actor)
    return documents.as_answer(content, f"{found.code}-surat")


def _next_letters(found: Incident, actor: Actor) -> list[tuple[AffectedPerson, Recipient]]:
    """Opens the next letters; passes over persons whose postal address is gone by now."""
    while rows := list(needing_letter(found)[:MOST_LETTERS]):
        if opened := services.open_letters(incident_id=found.pk, persons=rows, actor=actor):
            return opened
    return []


def _exported(request: HttpRequest, code: str) -> Incident:
    actor = actor_of(request)
    found = incident_for_staff(code, actor)
    services.record_export(incident=found, actor=actor)
    return found


def _page_for(
    found: Incident, texts: dict[str, str], person: AffectedPerson, recipient: Recipient
) -> dict[str, Any]:
    language = "en" if recipient.language == "en" else "id"
    with override(language):
        values = person_values(found, person.kinds, person.first_at)
        about = _("You get this letter as the guardian of %(child)s.") % {"child": recipient.child}
        filled = paragraphs(fill(texts[f"persons_{language}"], values))
        return _letter(recipient, language) | {
            "texts": [*([about] if recipient.child else []), *filled]
        }


def _letter(recipient: Recipient, language: str) -> dict[str, Any]:
    made = timezone.localtime(clock.now(), library().tz)
    return {
        "lang": language,
        "name": recipient.name or _("friend of the library"),
        "lines": list(recipient.lines),
        "day": date_format(made, "j F Y"),
    }


def _pdf(title: str, pages: list[dict[str, Any]]) -> bytes:
    profile = library()
    given = {
        "lang": (get_language() or "id")[:2],
        "title": title,
        "library": profile.name,
        "unit": profile.unit,
        "address": profile.address,
        "contact": f"{profile.phone} · {profile.email}",
        "pages": pages,
    }
    return documents.pdf(LETTER, {"given": json.dumps(given, ensure_ascii=False)})
