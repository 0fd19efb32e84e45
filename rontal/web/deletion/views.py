"""Request for the mail, and the page of its link. GET changes nothing: mail scanners use it."""

from datetime import timedelta
from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from rontal.core.errors import DomainError, IllegalTransition, NotFound, TooMany
from rontal.core.limits import Limit, spend
from rontal.membership.errors import LinkUnknown
from rontal.membership.models import Member
from rontal.membership.selectors import application_for_person, deletion_link, member_of
from rontal.membership.services import delete_by_link, send_deletion_links
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import private, token_page, with_wait
from rontal.ui.middleware import actor_of
from rontal.web.deletion.forms import DeletionForm
from rontal.web.mydata.purposes import may_leave
from rontal.web.registration import limits
from rontal.web.registration.views.links import LINK_ERRORS

ASK: Final = Limit("deletion.ask", 60, timedelta(hours=1))
ASK_FOR_ACCOUNT: Final = Limit("deletion.ask_for_account", 3, timedelta(days=1))
METHODS: Final = ["GET", "HEAD", "POST"]


@public
@private
@require_http_methods(METHODS)
def ask(request: HttpRequest) -> HttpResponse:
    """Explains what is deleted and asks for the account (GET); sends the mail (POST)."""
    form = DeletionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _render_form(request, form, 422 if form.is_bound else 200)
    typed = form.cleaned_data["account"]
    try:
        limits.spend_by_address(request, ASK)
        spend(ASK_FOR_ACCOUNT, "".join(typed.split()).lower())
    except TooMany as error:
        form.add_error("account", sentences.of(error))
        return with_wait(_render_form(request, form, 429), error)
    send_deletion_links(typed=typed)
    return redirect("deletion_asked")


@public
@private
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Shows what happens next; the same for known and unknown accounts."""
    return render(request, "web/deletion/asked.html")


@public
@token_page
@require_http_methods(METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Explains what ends and what remains (GET); ends it and signs out this browser (POST).

    Where the application was decided in between, the page shows its current state.
    """
    limits.spend_by_address(request, limits.TOKEN)
    try:
        if request.method != "POST":
            link, member = deletion_link(token)
            context = {"member": member, "code": link.application.code, "until": link.expires_at}
            return render(request, "web/deletion/confirm.html", context)
        application = delete_by_link(token=token, actor=actor_of(request))
    except IllegalTransition:
        return redirect("deletion_confirm", token=token)
    except LINK_ERRORS as error:
        return _no_longer(request, error)
    if request.user.is_authenticated and request.user.pk == application.user_id:
        logout(request)
    member = Member.objects.filter(application=application).first()
    return render(request, "web/deletion/done.html", {"member": member})


def _render_form(request: HttpRequest, form: DeletionForm, status: int) -> HttpResponse:
    context = {"form": form, "may_leave": _may_leave(request)}
    return render(request, "web/deletion/ask.html", context, status=status)


def _may_leave(request: HttpRequest) -> bool:
    """Returns whether somebody is signed in who can end their membership or application at once."""
    if not request.user.is_authenticated:
        return False
    try:
        application = application_for_person(request.user.pk)
    except NotFound:
        return False
    return may_leave(application, member_of(request.user.pk))


def _no_longer(request: HttpRequest, error: DomainError) -> HttpResponse:
    context = {"code": error.code, "sentence": sentences.of(error)}
    status = 404 if isinstance(error, LinkUnknown) else 410
    return render(request, "web/deletion/link.html", context, status=status)
