"""Lending statistics: a page, a CSV file, and COUNTER reports."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.accounts.roles import TITLE_READERS
from rontal.core.errors import NotFound
from rontal.desk.lending import lending_statistics as words
from rontal.desk.lending.forms import UsageForm
from rontal.desk.reports.cells import Section
from rontal.desk.reports.report import month_name
from rontal.desk.reports.table import written
from rontal.lending import figures
from rontal.lending.figures import MonthOfLending
from rontal.lending.usage import selectors as use
from rontal.lending.usage.report_writers import WRITERS, file_name
from rontal.membership.selectors import today
from rontal.standard.rules.periods import Length, ReportPeriod, read
from rontal.ui import access, charts
from rontal.ui.responses import download


@access.staff(*TITLE_READERS)
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Shows a year by month as chart and tables; the current year by default."""
    return _render_numbers(request, UsageForm(use.months_to_report()))


@access.staff(*TITLE_READERS)
@require_safe
def table(request: HttpRequest, label: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Returns the statistics of a year as CSV; NotFound for an invalid or future year."""
    period = read(label)
    if period is None or period.length is not Length.YEAR or period.first > today():
        raise NotFound
    _months, section = _section(period)
    response = HttpResponse(written(label, [section]), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="pinjaman-{label}.csv"'
    return response


@access.staff(*TITLE_READERS)
@require_safe
def usage(request: HttpRequest) -> HttpResponseBase:
    """Streams a COUNTER report as a file; shows the page with errors for an invalid choice."""
    form = UsageForm(use.months_to_report(), request.GET)
    if not form.is_valid():
        return _render_numbers(request, form, status=422)
    view, months, kind = form.view, form.months, form.cleaned_data["bentuk"]
    media_type, write = WRITERS[kind]
    header = use.header(view, months)
    return download(write(header, use.items(view, months)), file_name(header, kind), media_type)


def _render_numbers(request: HttpRequest, form: UsageForm, *, status: int = 200) -> HttpResponse:
    this = today().year
    years = range(this, min(figures.first_year(this), this) - 1, -1)
    typed = request.GET.get("tahun", "")
    year = next((one for one in years if str(one) == typed), this)
    period = read(f"{year}")
    assert period is not None
    months, section = _section(period)
    drawn = charts.columns(
        [(month_name(one.month, "M Y"), one.requests, one.loans) for one in months]
    )
    context: dict[str, Any] = {
        "year": year,
        "years": years,
        "section": section,
        "drawn": drawn,
        "is_drawn": any(one.requests for one in months),
        "is_any": section.tables[-1].rows
        or any(one != MonthOfLending(one.month) for one in months),
        "form": form,
    }
    return render(request, "desk/lending/numbers.html", context, status=status)


def _section(period: ReportPeriod) -> tuple[list[MonthOfLending], Section]:
    """Returns the months of a year, and the tables of those that have begun."""
    months = figures.by_month(period)
    begun = [one for one in months if one.month <= today()]
    in_demand, looked_at = figures.most_requested(period), figures.viewed_without_loan(period)
    return months, words.section(begun, in_demand, looked_at)
