"""Audit log: list, filters, CSV export."""

from collections.abc import Mapping
from datetime import date
from operator import itemgetter

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import AUDITORS
from rontal.core.events import DECLARED
from rontal.desk import audit_log_export
from rontal.desk.selectors.audit_log import GROUPS, KINDS, AuditLogFilters, actors, entries
from rontal.ui import access, responses
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_proof

MAX_CODE_LENGTH = 40


@access.staff(*AUDITORS)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Lists the audit log, newest first."""
    filters = audit_log_filters_of(request.GET)
    page, more = entries(filters, before=request.GET.get("sebelum", ""))
    labels = ((name, str(event.label)) for name, event in DECLARED.items())
    names = sorted(labels, key=itemgetter(1))
    context = {"entries": page, "more": more, "wish": filters, "names": names, "actors": actors()}
    return render(request, "desk/events.html", context)


@access.staff(*AUDITORS)
@needs_proof
@require_POST
def download(request: HttpRequest) -> HttpResponseBase:
    """Streams the audit log as CSV; the export is logged."""
    lines = audit_log_export.export(
        filters=audit_log_filters_of(request.POST), actor=actor_of(request)
    )
    return responses.download(lines, "catatan-peristiwa.csv")


def audit_log_filters_of(query: Mapping[str, str]) -> AuditLogFilters:
    """Parses query parameters into filters; invalid values do not filter."""
    who, event = query.get("siapa", ""), query.get("peristiwa", "")
    is_account = who.isascii() and who.isdecimal() and len(who) < 19
    return AuditLogFilters(
        who=who if who in KINDS or is_account else "",
        event=event if event in GROUPS or event in DECLARED else "",
        code=query.get("kode", "").replace("\x00", "").strip()[:MAX_CODE_LENGTH],
        first=_day(query.get("dari", "")),
        last=_day(query.get("sampai", "")),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None
