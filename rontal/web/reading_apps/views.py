"""Reading apps of a member: adding one, listing them, revoking one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.accounts.reading_apps import rules, services
from rontal.accounts.reading_apps.models import AppPassword
from rontal.accounts.reading_apps.selectors import apps_of
from rontal.core.errors import DomainError
from rontal.membership.models import Member
from rontal.membership.selectors import member_of
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.documents import qr_svg
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import require_recent_sign_in
from rontal.web.reading_apps.forms import AppForm

CATALOGUE = "/opds/"


@signed_in
@private
@require_http_methods(["GET", "POST"])
def reading_apps(request: HttpRequest) -> HttpResponse:
    """Lists the apps (GET) or creates an app password (POST), which is shown only once."""
    member = member_of(request.user.pk or 0)
    if request.method != "POST" or member is None:
        return _render_apps(request, member, AppForm())
    require_recent_sign_in(request)
    form = AppForm(request.POST)
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            made = services.make_password(name=name, actor=actor_of(request))
        except DomainError as error:
            form.add_error("name", sentences.of(error))
        else:
            return _render_password(request, member, *made)
    return _render_apps(request, member, form, status=422)


@signed_in
@private
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revokes an app password; GET (after signing in) only redirects to the list."""
    if request.method == "POST":
        services.revoke(app_id=pk, actor=actor_of(request))
        messages.success(request, _("The app is disconnected. Its password no longer works."))
    return redirect("reading_apps")


def _render_apps(
    request: HttpRequest, member: Member | None, form: AppForm, status: int = 200
) -> HttpResponse:
    context = _common_context(member) | {"form": form, "apps": apps_of(request.user.pk or 0)}
    return render(request, "web/reading_apps/list.html", context, status=status)


def _render_password(
    request: HttpRequest, member: Member, app: AppPassword, password: str
) -> HttpResponse:
    readable = rules.in_groups(password)
    context = _common_context(member) | {"app": app, "password": readable, "qr": qr_svg(readable)}
    return render(request, "web/reading_apps/made.html", context)


def _common_context(member: Member | None) -> dict[str, Any]:
    return {
        "member": member,
        "catalogue": settings.PUBLIC_URL.rstrip("/") + CATALOGUE,
        "most": rules.MAX_APPS,
    }
