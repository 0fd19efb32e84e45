"""Pages that the service worker shows offline.

They contain no personal data: scripts read the lists from the device.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rontal.standard.selectors import library
from rontal.ui.access import public
from rontal.web.offline import book


@public
@require_safe
def offline_page(request: HttpRequest, language: str) -> HttpResponse:
    """Shows the replacement for a page that cannot be loaded, in one language; raises Http404."""
    return _in_language(request, "web/offline/offline.html", language)


@public
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Shows the forms and files on this device that wait for a network connection."""
    return render(request, "web/offline/waiting.html", _context())


@public
@require_safe
def waiting_in(request: HttpRequest, language: str) -> HttpResponse:
    """Shows the same page in one language, for the worker's cache; raises Http404."""
    return _in_language(request, "web/offline/waiting.html", language)


@public
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """Shows the offline books on this device."""
    return render(request, "web/offline/shelf.html", _context())


@public
@require_safe
def shelf_in(request: HttpRequest, language: str) -> HttpResponse:
    """Shows the same page in one language, for the worker's cache; raises Http404."""
    return _in_language(request, "web/offline/shelf.html", language)


def _in_language(request: HttpRequest, template: str, language: str) -> HttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        response = render(request, template, _context())
    response.headers["Content-Language"] = language
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _context() -> dict[str, object]:
    """Returns the data that the scripts of these pages need."""
    data = {
        "words": book.words(),
        "standing": reverse("offline_standing"),
        "zone": str(library().tz),
    }
    names = {
        "pages": {
            reverse("feedback"): _("Complaint or suggestion"),
            reverse("registration_start"): _("Application for membership"),
            reverse("registration_correction"): _("Correct your application"),
        },
        "file": _("Photo or file"),
        "form": _("Form"),
    }
    return {"data": data, "names": names}
