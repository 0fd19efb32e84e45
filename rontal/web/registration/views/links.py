"""Pages for links in mails.

GET changes nothing, because mail scanners follow links.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rontal.core.errors import DomainError
from rontal.membership.errors import LinkExpired, LinkOver, LinkUnknown, LinkUsed
from rontal.ui import sentences
from rontal.web.registration.forms.password import ResendForm

LINK_ERRORS = (LinkUnknown, LinkUsed, LinkExpired, LinkOver)


def render_invalid_link(
    request: HttpRequest, error: DomainError, *, guardian: bool = False
) -> HttpResponse:
    """Renders the explanation for a used, expired, altered or ended link."""
    context = {
        "code": error.code,
        "sentence": sentences.of(error),
        "guardian": guardian,
        "form": None if guardian else ResendForm(),
    }
    status = 404 if isinstance(error, LinkUnknown) else 410
    return render(request, "web/registration/link.html", context, status=status)
