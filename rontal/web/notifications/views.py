"""Page of notification preferences, and the same for mails without signing in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from rontal.core.errors import DomainError, NotFound
from rontal.notifications import choice_links, selectors, services
from rontal.notifications.purposes import EXPLANATIONS, LABELS, Purpose
from rontal.ui import sentences
from rontal.ui.access import public, signed_in
from rontal.ui.headers import private, token_page
from rontal.ui.middleware import actor_of
from rontal.web.notifications import preferences


@signed_in
@private
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Shows devices, purposes by channel, and what is followed; POST saves the switches."""
    actor = actor_of(request)
    if request.method == "POST":
        services.choose(
            switches=preferences.switches_in(request.POST),
            show_titles="judul" in request.POST,
            actor=actor,
        )
        messages.success(request, _("Your choices are saved."))
        return redirect("notifications")
    return render(request, "web/notifications/choices.html", preferences.context_for(actor))


@signed_in
@private
@require_POST
def whatsapp(request: HttpRequest) -> HttpResponse:
    """Gives and withdraws the consent to WhatsApp, purpose by purpose."""
    actor, purposes = actor_of(request), preferences.purposes_in(request.POST)
    number = request.POST.get("nomor", "")[: preferences.MAX_NUMBER_LENGTH]
    try:
        services.give_whatsapp_consent(number=number, purposes=purposes, actor=actor)
    except DomainError as error:
        context = preferences.context_for(actor) | {
            "number": number,
            "number_error": sentences.of(error),
            "consented": purposes,
        }
        return render(request, "web/notifications/choices.html", context, status=422)
    messages.success(request, _("Your choices are saved."))
    return redirect("notifications")


@signed_in
@private
@require_POST
def decline(request: HttpRequest) -> HttpResponse:
    """Stops offering notifications."""
    services.decline_push_offer(actor=actor_of(request))
    messages.success(
        request, _("We will not ask again. You can turn on notifications in your account.")
    )
    return redirect("shelf" if selectors.is_member(actor_of(request)) else "registration_status")


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the token is the right to do it
@public
@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Switches mails of the link's purpose off, or on again; requires no sign-in."""
    choice = choice_links.read_token(token)
    if choice is None:
        return render(request, "web/notifications/no_link.html", status=404)
    account, purpose = choice
    if request.method == "POST":
        try:
            on = bool(request.POST.get("lagi"))
            services.switch_mail(account_id=account, purpose=purpose, on=on)
        except NotFound:
            return render(request, "web/notifications/no_link.html", status=404)
    return render(request, "web/notifications/by_link.html", _by_link(account, purpose))


def _by_link(account: int, purpose: Purpose) -> dict[str, object]:
    return {
        "purpose": LABELS[purpose],
        "meaning": EXPLANATIONS.get(purpose, ""),
        "on": selectors.mail_is_on(account, purpose),
    }
