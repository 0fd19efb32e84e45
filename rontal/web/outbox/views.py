"""`/surat-keluar/`: outgoing mails of the demo, so that one person can play every role."""

from csp.decorators import csp
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from rontal.core.errors import NotFound
from rontal.ui.access import public
from rontal.web.outbox import mails

FRAME = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "sandbox": ["allow-top-navigation-by-user-activation"],
    "frame-ancestors": ["'self'"],
}


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise NotFound


@public
@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Lists the mails, newest first."""
    _only_in_demo()
    return render(request, "web/outbox/list.html", {"mails": mails.newest()})


@public
@never_cache
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Shows a mail: its text with working links, and its HTML body in a frame."""
    _only_in_demo()
    return render(request, "web/outbox/mail.html", {"mail": mails.mail_named(name)})


@public
@never_cache
@require_safe
@xframe_options_sameorigin
@csp(FRAME)  # type: ignore[arg-type]
def mail_html(_request: HttpRequest, name: str) -> HttpResponse:
    """Returns the HTML body of a mail for the frame: no scripts, inline styles allowed."""
    _only_in_demo()
    html = mails.mail_named(name).html
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))
