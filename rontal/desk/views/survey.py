"""Satisfaction survey at the desk: figures, a CSV file, and remarks."""

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import SURVEY_READERS
from rontal.desk.selectors import survey
from rontal.feedback.survey import selectors, services
from rontal.feedback.survey.rules import MIN_GROUP_SIZE, Element
from rontal.ui import access
from rontal.ui.middleware import actor_of


@access.staff(*SURVEY_READERS)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Shows the publishable figures of a year: elements, periods, and answers received."""
    published = selectors.published()
    years = selectors.years(published)
    typed = request.GET.get("tahun", "")
    year = next((year for year in years if str(year) == typed), years[0] if years else None)
    context: dict[str, Any] = {"years": years, "year": year, "smallest": MIN_GROUP_SIZE}
    if year is not None:
        context |= {
            "results": selectors.results(published, year),
            "elements": survey.elements(published, year),
            "periods": survey.periods(published, year),
            "received": selectors.received(year),
        }
    return render(request, "desk/survey.html", context)


@access.staff(*SURVEY_READERS)
@require_safe
def table(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Returns all periods as CSV, one row per period; single answers are never exported."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="survei.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["first_month", "last_month", "answers", "index", "band", *Element])
    for period in survey.all_periods(selectors.published()):
        months = (f"{period.first:%Y-%m}", f"{period.last:%Y-%m}")
        means = [score.mean for score in period.scores]
        writer.writerow([*months, period.answers, period.index, period.band, *means])
    return response


@access.staff(*SURVEY_READERS)
@never_cache
@require_safe
def remarks(request: HttpRequest) -> HttpResponse:
    """Lists remarks, newest month first; the access is logged."""
    newest = services.read_remarks(actor=actor_of(request))
    return render(request, "desk/survey_remarks.html", {"remarks": newest})


@access.staff(*SURVEY_READERS)
@require_POST
def erase_remark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Erases a remark, for example one that names a person."""
    services.erase_remark(remark_id=str(pk), actor=actor_of(request))
    messages.success(request, _("Comment deleted."))
    return redirect("desk:survey_remarks")
