"""Forms that arrive after the session has ended: stored until the same person has signed in again.

The new session of the browser holds what was typed, sealed like every session, with the account
that typed it. Somebody else who signs in there does not see it.
"""

import time
from collections.abc import Collection
from typing import Final

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rontal.accounts.sessions import UNSENT_FORM
from rontal.ui.access import signed_in
from rontal.ui.headers import private

PLAIN: Final = "application/x-www-form-urlencoded"
WITH_FILES: Final = "multipart/form-data"
MAX_LENGTH: Final = 100_000
SECONDS: Final = 3600
"""Time for which an unsent form is stored."""


def typed_fields(request: HttpRequest, kinds: Collection[str] = (PLAIN,)) -> list[tuple[str, str]]:
    """Returns the submitted form for resubmission; empty for passwords, long forms and other kinds
    of forms.
    """
    if request.method != "POST" or request.content_type not in kinds:
        return []
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    is_secret = any("password" in name for name, _value in pairs)
    too_long = sum(len(value) for _name, value in pairs) > MAX_LENGTH
    return [] if is_secret or too_long else pairs


def redirect_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirects to the sign-in page, which then returns to this page or to the unsent form."""
    account = getattr(request.session, "ended_account", None)
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if account is None or not is_page:
        return redirect_to_login(request.get_full_path())
    typed = typed_fields(request, (PLAIN, WITH_FILES))
    fields = [pair for pair in typed if pair[0] != "csrfmiddlewaretoken"]
    if not fields:
        messages.info(request, _("You were signed out after a while. Sign in again."))
        return redirect_to_login(request.get_full_path())
    request.session[UNSENT_FORM] = {
        "account": account,
        "path": request.get_full_path(),
        "fields": fields,
        "had_files": request.content_type == WITH_FILES,
        "at": time.time(),
    }
    request.session.set_expiry(SECONDS)
    text = _("You were signed out after a while. Sign in again: what you entered is still here.")
    messages.info(request, text)
    return redirect_to_login(reverse("unsent_form"))


@signed_in
@private
@require_safe
def unsent_form(request: HttpRequest) -> HttpResponse:
    """Offers the form that the person sent after the end of the session, once: the page has all
    of it, and nothing of it stays in the session.
    """
    form = request.session.pop(UNSENT_FORM, None)
    if not form or form["account"] != request.user.pk or time.time() > form["at"] + SECONDS:
        return redirect("/")
    return render(request, "ui/unsent_form.html", form)
