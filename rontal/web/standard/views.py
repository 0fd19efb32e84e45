"""Published service standard: page, earlier versions, PDF, and figures."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rontal.accounts.roles import Role
from rontal.core.errors import NotFound
from rontal.standard.publication import selectors
from rontal.standard.publication.rules import Part
from rontal.standard.publication.selectors import Version
from rontal.standard.steps.rules import Period
from rontal.ui.access import public, staff
from rontal.ui.page_cache import cached_page
from rontal.web import service_time_chart
from rontal.web.standard import displayed_components, document, machine_formats, step_charts
from rontal.web.standard.figures_cache import cached_figures


@public
@cached_page("events")
@require_safe
def by_month(request: HttpRequest) -> HttpResponse:
    """Shows the standard with the measured figures by month."""
    return _render_standard(request, Period.MONTH)


@public
@cached_page("events")
@require_safe
def by_week(request: HttpRequest) -> HttpResponse:
    """Shows the standard with the measured figures by week."""
    return _render_standard(request, Period.WEEK)


@public
@cached_page("events")
@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """Shows a published version, in force or not."""
    published = selectors.published(number)
    now = selectors.in_force()
    context = _context(published) | {"holds": now is not None and now.number == published.number}
    return render(request, "web/standard/version.html", context)


@staff(Role.HEAD, Role.ADMINISTRATOR)
@never_cache
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Shows the draft as visitors would see it, to its editors only."""
    draft = NotFound.if_none(selectors.draft())
    return render(request, "web/standard/version.html", _context(draft) | {"preview": True})


@public
@cached_page("events")
@require_safe
def current_pdf(_request: HttpRequest) -> HttpResponse:
    """Returns the version in force as a PDF."""
    return _pdf_response(selectors.current())


@public
@cached_page("events")
@require_safe
def version_pdf(_request: HttpRequest, number: int) -> HttpResponse:
    return _pdf_response(selectors.published(number))


@public
@cached_page("events")
@require_safe
def angka(_request: HttpRequest) -> HttpResponse:
    """Returns the figures as JSON."""
    return _json_response(machine_formats.measured())


@public
@cached_page("events")
@require_safe
def sippn_json(_request: HttpRequest) -> HttpResponse:
    return _json_response(machine_formats.sippn(selectors.current()))


@public
@cached_page("events")
@require_safe
def sippn_csv(_request: HttpRequest) -> HttpResponse:
    text = machine_formats.sippn_csv(selectors.current())
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="standar-sippn.csv"'
    return response


def _render_standard(request: HttpRequest, period: Period) -> HttpResponse:
    measured = [step_charts.draw(one, period) for one in cached_figures(period)]
    context = _context(selectors.current()) | {
        "measured": measured,
        "period": period.value,
        "history": selectors.history(),
        "height": step_charts.HEIGHT,
        "floor": step_charts.FLOOR,
        "width": step_charts.WIDTH,
        "json_ld": None,
    }
    context["json_ld"] = machine_formats.government_service(context["version"])
    return render(request, "web/standard/page.html", context)


def _context(version: Version) -> dict[str, Any]:
    delivery, management = displayed_components.components(version)
    return {
        "version": version,
        "delivery": delivery,
        "management": management,
        "hours": service_time_chart.bar(version[Part.TIME].times),
        "pdf": machine_formats.pdf_path(version),
    }


def _pdf_response(version: Version) -> HttpResponse:
    response = HttpResponse(document.pdf(version), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="standar-pelayanan.pdf"'
    return response


def _json_response(data: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
