"""Copy cataloguing: search of another library's catalogue, and import of the chosen records.

Results are not stored: each record is sent to the browser signed, and comes back when chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from records.formats import json_lines
from records.record import Record
from rontal.accounts.roles import TITLE_IMPORTERS
from rontal.catalogue.importing import services, sources
from rontal.catalogue.importing.errors import (
    NothingChosen,
    SourceAway,
    SourceForbidden,
    SourceUnreadable,
)
from rontal.catalogue.importing.kinds import Options
from rontal.core.errors import DecodersBusy, NotFound
from rontal.core.profile import Target
from rontal.standard.selectors import library
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of

MAX_RECORDS: Final = 20
MAX_LENGTH: Final = 200
SALT: Final = "desk.title_import.copying"
REFUSALS: Final = (SourceAway, SourceForbidden, SourceUnreadable, DecodersBusy)


@dataclass(frozen=True)
class FoundRecord:
    """Record of another library, and the same record signed."""

    record: Record
    signed: str

    @property
    def people(self) -> str:
        """First three contributors, joined by commas."""
        return ", ".join(credit.name for credit in self.record.credits[:3])


@access.staff(*TITLE_IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Searches a library of the profile (GET) or starts an import of the chosen records (POST)."""
    targets = library().targets
    if not targets:
        raise NotFound
    number, words = _library_and_search(request, targets)
    if request.method == "POST":
        return _start_import(request, targets[number - 1], number, words)
    context: dict[str, Any] = {"targets": targets, "number": number, "words": words}
    return render(
        request, "desk/imports/titles/other.html", context | _search_context(targets, number, words)
    )


def _library_and_search(request: HttpRequest, targets: Sequence[Target]) -> tuple[int, str]:
    """Returns the 1-based number of the library and the search text."""
    parameters = request.POST if request.method == "POST" else request.GET
    typed, words = (
        parameters.get("dari", ""),
        " ".join(parameters.get("cari", "").split())[:MAX_LENGTH],
    )
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
    return (number if 1 <= number <= len(targets) else 1), words


def _search_context(targets: Sequence[Target], number: int, words: str) -> dict[str, Any]:
    """Returns the search results, or the error message of the other library."""
    if not words:
        return {}
    try:
        records = sources.search(targets[number - 1], words, limit=MAX_RECORDS)
    except REFUSALS as error:
        return {"refused": sentences.of(error)}
    return {
        "asked": True,
        "found": [FoundRecord(record, _signed_record(record)) for record in records],
    }


def _start_import(request: HttpRequest, target: Target, number: int, words: str) -> HttpResponse:
    options = Options(draft=request.POST.get("draf") == "1")
    try:
        run = services.start_records(
            records=_chosen_records(request.POST.getlist("rekaman")[:MAX_RECORDS]),
            name=target.name,
            options=options,
            actor=actor_of(request),
        )
    except NothingChosen:
        messages.error(request, _("Select what you want to import."))
        query = urlencode({"dari": number, "cari": words})
        return redirect(f"{reverse('desk:title_import_other')}?{query}")
    return redirect("desk:title_import", run.pk)


def _signed_record(record: Record) -> str:
    return signing.dumps(json_lines.to_json(record), salt=SALT, compress=True)


def _chosen_records(signed: Sequence[str]) -> Iterator[Record]:
    """Yields the chosen records; skips those with an invalid signature."""
    for one in signed:
        try:
            yield json_lines.from_json(signing.loads(one, salt=SALT))
        except (signing.BadSignature, KeyError, TypeError, ValueError):
            continue
