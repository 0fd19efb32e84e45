"""Pages of one child for the guardian. Every request reads the guardian's rights anew."""

import secrets
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from rontal.core.errors import DomainError, NotFound, TooMany
from rontal.core.limits import Limit, spend
from rontal.data_requests.rules.kinds import RequestKind
from rontal.data_requests.services import open_guardian_request
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.membership.selectors.guardianship import Child, child_of_address
from rontal.membership.services import record_guardian_opening, withdraw_by_guardian
from rontal.membership.services.guardian_page import CHILD, COPY
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import private, with_wait
from rontal.web.data_requests.forms import OwnRequestForm
from rontal.web.family import guardian_cookie
from rontal.web.family.child_page import context_of, copy_of

EXPORTS: Final = Limit("family.export", 20, timedelta(hours=1))
REQUESTS: Final = Limit("family.request", 10, timedelta(hours=1))
_WITHDRAWN: Final = gettext_lazy("Your consent is withdrawn.")
_ENDED: Final = gettext_lazy(
    "Your consent is withdrawn. The membership has ended, and photos and details are deleted."
)
METHODS: Final = ["GET", "HEAD", "POST"]


@public
@private
@require_safe
def child(request: HttpRequest, code: str) -> HttpResponse:
    """Shows a child: membership, consents, what the library did with the data."""
    address = guardian_cookie.address_of(request)
    if not address:
        return redirect("family")
    found = _child(address, code)
    context = context_of(found)
    record_guardian_opening(application=found.application, what=CHILD)
    return render(request, "web/family/child.html", context)


@public
@private
@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Returns the child's data as a JSON file; recorded in the child's trail."""
    address = guardian_cookie.address_of(request)
    if not address:
        return redirect("family")
    found = _child(address, code)
    spend(EXPORTS, address.hex())
    record_guardian_opening(application=found.application, what=COPY)
    shape = {"ensure_ascii": False, "indent": 2}
    answer = JsonResponse(copy_of(found), json_dumps_params=shape)
    name = f"data-{found.application.code}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@public
@private
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """Says what follows (GET); withdraws the guardian's consent (POST)."""
    address = guardian_cookie.address_of(request)
    if not address:
        return redirect("family")
    found = _child(address, code)
    if purpose not in list(ConsentPurpose):
        raise NotFound
    ends = purpose == ConsentPurpose.MEMBERSHIP
    if request.method != "POST":
        context = {"child": found, "member": found.member, "ends_everything": ends}
        return render(request, "web/family/withdraw.html", context)
    withdraw_by_guardian(address=address, code=found.application.code, purpose=purpose)
    messages.success(request, _ENDED if ends else _WITHDRAWN)
    return redirect("family") if ends else redirect("family_child", code=code)


@public
@private
@require_http_methods(METHODS)
def data_request(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the form for a request about the child's data (GET); sends it (POST)."""
    address = guardian_cookie.address_of(request)
    if not address:
        return redirect("family")
    found = _child(address, code)
    key = request.POST.get("key", "")[:60] or secrets.token_urlsafe(24)
    form = OwnRequestForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"child": found, "form": form, "key": key}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "web/family/request.html", context, status=status)
    try:
        spend(REQUESTS, address.hex())
        opened = open_guardian_request(
            address=address,
            code=found.application.code,
            kind=RequestKind(form.cleaned_data["kind"]),
            words=form.cleaned_data["words"],
            key=key,
        )
    except DomainError as error:
        context["refusal"] = sentences.of(error)
        status = 429 if isinstance(error, TooMany) else 422
        return with_wait(render(request, "web/family/request.html", context, status=status), error)
    sentence = _("Your request %(code)s has been sent. We write to you at each step.")
    messages.success(request, sentence % {"code": opened.code})
    return redirect("family_child", code=code)


def _child(address: bytes, code: str) -> Child:
    return child_of_address(address, code.upper())
