"""`/.well-known/security.txt` (RFC 9116): contacts for reports of vulnerabilities."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from rontal.core import clock
from rontal.interop import addresses
from rontal.standard.selectors import library
from rontal.ui.access import public

LIFETIME: Final = timedelta(days=180)
"""The file is to be distrusted after this; RFC 9116, 2.5.5, recommends less than a year."""


@public
@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Returns the library's e-mail address and its form for complaints as contacts."""
    expires = (clock.now() + LIFETIME).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{library().email}",
        f"Contact: {addresses.absolute_url(reverse('feedback'))}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: id, en",
        f"Canonical: {addresses.absolute_url(reverse('security_txt'))}",
    ]
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
