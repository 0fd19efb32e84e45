"""Survey form for invited people, opting out, and published results."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.feedback.survey import selectors, services
from rontal.feedback.survey.rules import MIN_GROUP_SIZE
from rontal.ui.access import public, signed_in
from rontal.ui.headers import private, token_page
from rontal.ui.middleware import actor_of
from rontal.ui.page_cache import cached_page
from rontal.ui.responses import render_form
from rontal.web.survey import document, result_charts
from rontal.web.survey.forms import SurveyForm


@public
@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Shows and processes the survey for a valid link; explains a used or unknown one (404)."""
    try:
        selectors.open_invitation(token)
        form = SurveyForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            services.answer(token=token, **form.answers())
            return redirect("survey_thanks")
    except NotFound:
        return render(request, "web/survey/over.html", status=404)
    return render_form(request, "web/survey/form.html", {"form": form})


@public
@cached_page()
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thanks the person; the page is the same for everybody."""
    return render(request, "web/survey/thanks.html")


@csrf_exempt  # mail programs post here (RFC 8058); the link's token authorises it
@public
@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def peace(request: HttpRequest, token: str) -> HttpResponse:
    """Opts out of survey mails by the link in a mail, or in again."""
    try:
        asking = selectors.asking_by_link(token)
        if request.method == "POST":
            act = services.allow_invitations if request.POST.get("lagi") else services.decline
            act(account_id=asking.account_id, actor=Actor.person(asking.account_id))
            asking.refresh_from_db()
    except NotFound:
        return render(request, "web/survey/over.html", status=404)
    return render(request, "web/survey/peace.html", {"declined": asking.declined})


@signed_in
@private
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Shows a member's open invitation, and changes whether they want to be invited."""
    actor = actor_of(request)
    if actor.id is None:
        raise NotFound
    if request.method == "POST":
        act = services.allow_invitations if request.POST.get("lagi") else services.decline
        act(account_id=actor.id, actor=actor)
        messages.success(request, _("Saved."))
        return redirect("survey_own")
    context = {
        "link": selectors.open_link(actor.id),
        "declined": selectors.has_declined(actor.id),
    }
    return render(request, "web/survey/own.html", context)


@public
@cached_page("events")
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Shows the published results of a year, by default the newest."""
    published = selectors.published()
    years = selectors.years(published)
    typed = request.GET.get("tahun", "")
    chosen = next((year for year in years if str(year) == typed), years[0] if years else None)
    context = {"years": years, "smallest": MIN_GROUP_SIZE, "results": None}
    if chosen is not None and (year_results := selectors.results(published, chosen)):
        context |= {
            "results": year_results,
            "scale": result_charts.scale(year_results.index),
            "marker": result_charts.place(year_results.index),
            "rows": result_charts.rows(year_results),
            "columns": result_charts.columns(year_results),
            "groups": result_charts.groups(year_results),
        }
    return render(request, "web/survey/results.html", context)


@public
@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Returns the results of a year as a PDF; NotFound where the year has none to show."""
    year_results = NotFound.if_none(selectors.results(selectors.published(), number))
    response = HttpResponse(document.pdf(year_results), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="survei-{number}.pdf"'
    return response
