"""Monthly and annual report: a page, and PDF, XLSX and CSV files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.views.decorators.http import require_safe

from rontal.accounts.roles import REPORT_READERS
from rontal.core.errors import NotFound
from rontal.desk.reports import document, sheet, table
from rontal.desk.reports.building import Edition
from rontal.desk.reports.cells import Report
from rontal.desk.reports.report import build
from rontal.desk.selectors import reports
from rontal.membership.selectors import today
from rontal.standard.rules.periods import Length, ReportPeriod, read
from rontal.ui import access, charts

WRITERS = {
    "pdf": ("application/pdf", document.pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.xlsx),
    "csv": ("text/csv; charset=utf-8", table.csv),
}


@access.staff(*REPORT_READERS)
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Shows the report of the chosen period; the last complete month by default."""
    first = reports.begin()
    parameters = request.GET.get("tahun", ""), request.GET.get("bulan", "")
    period = reports.period_of(*parameters, first)
    edition = _edition(request)
    built = build(reports.figures(period), edition)
    columns = charts.columns([(one.name, one.sent, one.approved) for one in built.months])
    context = {
        "report": built,
        "drawn": list(zip(built.months, columns, strict=True)),
        "is_drawn": any(one.sent for one in built.months),
        "public": edition is Edition.PUBLIC,
    } | _period_context(period, first, edition)
    return render(request, "desk/reports/report.html", context)


@access.staff(*REPORT_READERS)
@require_safe
def download(request: HttpRequest, label: str, kind: str) -> HttpResponse:
    """Returns the report as a file in the active language; NotFound for an invalid period."""
    period = read(label)
    if period is None or kind not in WRITERS or period.first > today():
        raise NotFound
    content_type, write = WRITERS[kind]
    built: Report = build(reports.figures(period), _edition(request))
    response = HttpResponse(write(built), content_type=content_type)
    name = f"laporan-{built.label}-{built.edition}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _edition(request: HttpRequest) -> Edition:
    return Edition.PUBLIC if request.GET.get("edisi") == Edition.PUBLIC else Edition.OFFICE


def _period_context(period: ReportPeriod, first: Any, edition: Edition) -> dict[str, Any]:
    """Returns the template context for choosing another period."""
    earlier, later = period.before, period.after
    return {
        "period": period,
        "is_month": period.length is Length.MONTH,
        "earlier": _link(earlier, edition) if earlier.last >= first else None,
        "later": _link(later, edition) if later.first <= today() else None,
        "years": range(today().year, first.year - 1, -1),
        "months": MONTHS.items(),
    }


def _link(period: ReportPeriod, edition: Edition) -> dict[str, Any]:
    """Returns the first day of a period and the URL of its report."""
    query: dict[str, Any] = {"tahun": period.first.year}
    if period.length is Length.MONTH:
        query["bulan"] = period.first.month
    if edition is Edition.PUBLIC:
        query["edisi"] = edition.value
    return {"first": period.first, "address": reverse("desk:report", query=query)}
