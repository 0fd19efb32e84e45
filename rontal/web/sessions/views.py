"""Sessions of the signed-in person: list, sign-out of one, sign-out of all others."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.open_sessions import services
from rontal.accounts.session_limits import limits_of
from rontal.accounts.session_list import sessions_of
from rontal.accounts.sessions import stored_key
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of


@signed_in
@private
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Lists the browsers in which the person is signed in, and how long sessions last."""
    lines = sessions_of(request.user.pk or 0, current_key=request.session.session_key)
    limits = limits_of(actor_of(request).roles)
    context = {
        "lines": lines,
        "has_others": any(not line.is_current for line in lines),
        "is_staff": bool(actor_of(request).roles),
        "idle_minutes": int(limits.idle.total_seconds() // 60),
        "idle_days": limits.idle.days,
        "hours": int(limits.absolute.total_seconds() // 3600),
        "days": limits.absolute.days,
    }
    return render(request, "web/sessions/list.html", context)


@signed_in
@private
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends one other session of the person."""
    stored = request.POST.get("session", "")[:40].replace("\x00", "")
    if stored != stored_key(request.session.session_key or ""):
        services.sign_out(user_id=request.user.pk or 0, stored=stored, actor=actor_of(request))
        messages.success(request, _("That browser is signed out."))
    return redirect("sessions")


@signed_in
@private
@require_POST
def sign_out_others(request: HttpRequest) -> HttpResponse:
    """Ends all sessions of the person but this one."""
    spare = stored_key(request.session.session_key or "")
    actor = actor_of(request)
    services.sign_out_everywhere(user_id=request.user.pk or 0, actor=actor, spare=spare)
    messages.success(request, _("All other browsers are signed out."))
    return redirect("sessions")
