"""Person's own data: overview, export, giving and withdrawing consent."""

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from rontal.core.errors import NotFound
from rontal.core.limits import Limit, spend
from rontal.membership.labels import CONSENT_GIVEN, CONSENT_WITHDRAWN
from rontal.membership.models import Application, Member
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.membership.selectors import application_for_person, details, member_of
from rontal.membership.selectors.guardianship import open_hand_over, supervised
from rontal.membership.services import give_consent, withdraw_consent
from rontal.privacy.labels import FILTERS
from rontal.privacy.services import record_export
from rontal.privacy.trail import TrailFilter
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_proof
from rontal.web.mydata.access_log import access_lines
from rontal.web.mydata.archive import archive
from rontal.web.mydata.purposes import may_leave, purposes
from rontal.web.mydata.stored_data import stored_data_groups
from rontal.web.mydata.trail import lines_of, own_trail, requests_of

REASON: Final = "own_data"
PER_PAGE: Final = 30
EXPORTS: Final = Limit("mydata.export", 5, timedelta(hours=1))
ZIP: Final = "application/zip"
Own = tuple[Application, Member | None, ApplicationForm]


@signed_in
@private
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Shows the stored data, the consents and the accesses; redirects staff without application."""
    try:
        own = _own_application(request)
    except NotFound:
        return redirect("registration_status")
    context = {
        "groups": stored_data_groups(*own),
        "member": own[1],
        "purposes": purposes(*own),
        "looks": access_lines(own[0]),
        "supervised": supervised(own[0]),
        "takes_over": open_hand_over(own[0]),
    }
    return render(request, "web/mydata/my_data.html", context)


@signed_in
@private
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Lists every access to the person's data, newest first, by page and filter."""
    application, member = application_for_person(request.user.pk), member_of(request.user.pk)
    typed = request.GET.get("jenis", "")
    only = TrailFilter(typed) if typed in list(TrailFilter) else None
    events = own_trail(application, member, requests_of(application), only)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("halaman", "1"))
    context = {"page": page, "looks": lines_of(page), "only": only, "filters": FILTERS}
    return render(request, "web/mydata/trail.html", context)


@signed_in
@private
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, purpose: str) -> HttpResponse:
    """Gives one more consent; GET (after signing in) only redirects."""
    consent_purpose = _purpose(purpose)
    if request.method == "POST" and consent_purpose in CONSENT_GIVEN:
        application = application_for_person(request.user.pk)
        give_consent(
            application_id=application.pk, purpose=consent_purpose, actor=actor_of(request)
        )
        messages.success(request, str(CONSENT_GIVEN[consent_purpose]))
    return redirect("my_data")


@signed_in
@private
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, purpose: str) -> HttpResponse:
    """Withdraws a consent; that for membership redirects to a confirmation."""
    consent_purpose = _purpose(purpose)
    if consent_purpose is ConsentPurpose.MEMBERSHIP:
        return redirect("my_data_leave")
    if request.method == "POST":
        application = application_for_person(request.user.pk)
        withdraw_consent(
            application_id=application.pk, purpose=consent_purpose, actor=actor_of(request)
        )
        messages.success(request, str(CONSENT_WITHDRAWN[consent_purpose]))
    return redirect("my_data")


@signed_in
@private
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Explains what ends (GET); ends the application or membership and signs out (POST)."""
    application, member = application_for_person(request.user.pk), member_of(request.user.pk)
    if not may_leave(application, member):
        return redirect("my_data")
    if request.method != "POST":
        return render(request, "web/mydata/leave.html", {"member": member})
    withdraw_consent(
        application_id=application.pk, purpose=ConsentPurpose.MEMBERSHIP, actor=actor_of(request)
    )
    if member is None:
        return redirect("registration_status")
    logout(request)
    return render(request, "web/mydata/left.html", {"number": member.number})


@signed_in
@private
@needs_proof
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Returns the person's data as an archive, after a fresh proof; the export is logged."""
    own, actor = _own_application(request), actor_of(request)
    if request.method == "HEAD":
        return HttpResponse(content_type=ZIP)
    spend(EXPORTS, str(request.user.pk))
    content = archive(*own, actor)
    record_export(subject=own[0], actor=actor)
    answer = HttpResponse(content, content_type=ZIP)
    answer.headers["Content-Disposition"] = f'attachment; filename="data-{own[0].code}.zip"'
    return answer


def _own_application(request: HttpRequest) -> Own:
    application = application_for_person(request.user.pk)
    form = details(application, actor=actor_of(request), reason=REASON)
    return application, member_of(request.user.pk), form


def _purpose(typed: str) -> ConsentPurpose:
    if typed not in list(ConsentPurpose):
        raise NotFound
    return ConsentPurpose(typed)
