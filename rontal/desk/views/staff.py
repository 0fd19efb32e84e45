"""Pages about colleagues: second factors and sessions; for administrators."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.accounts import services
from rontal.accounts.open_sessions.services import sign_out_everywhere
from rontal.accounts.required_factors import is_required
from rontal.accounts.roles import FactorLoss, Role
from rontal.accounts.staff_overview import staff_overview
from rontal.core.errors import NotAllowed, NotFound
from rontal.desk.labels import ROLES
from rontal.desk.staff_forms import FactorRemovalForm
from rontal.ui import access
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_proof


@access.staff(Role.ADMINISTRATOR)
@private
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Lists the staff with roles, second factor and number of sessions."""
    people = [
        {
            "account": account,
            "roles": [ROLES[Role(role)] for role in account.roles],
            "is_required": is_required(account.roles),
            "is_self": account.pk == request.user.pk,
        }
        for account in staff_overview()
    ]
    return render(request, "desk/staff/overview.html", {"people": people})


@access.staff(Role.ADMINISTRATOR)
@private
@needs_proof
@require_http_methods(["GET", "HEAD", "POST"])
def remove_factors(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirms (GET) and removes (POST) the lost second factor of a colleague."""
    if pk == request.user.pk:
        raise NotAllowed
    account = NotFound.if_none(staff_overview().filter(pk=pk).first())
    form = FactorRemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = FactorLoss(form.cleaned_data["reason"])
        services.remove_second_factors(user_id=pk, reason=reason, actor=actor_of(request))
        text = _("The second step is removed, and all browsers of this person are signed out.")
        notes.success(request, text)
        return redirect("desk:staff")
    status = 422 if form.is_bound else 200
    context = {"account": account, "form": form, "is_required": is_required(account.roles)}
    return render(request, "desk/staff/remove_factors.html", context, status=status)


@access.staff(Role.ADMINISTRATOR)
@needs_proof
@require_POST
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends all sessions of a colleague."""
    if pk == request.user.pk:
        raise NotAllowed
    NotFound.if_none(staff_overview().filter(pk=pk).first())
    sign_out_everywhere(user_id=pk, actor=actor_of(request))
    notes.success(request, _("All browsers of this person are signed out."))
    return redirect("desk:staff")
