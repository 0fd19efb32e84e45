"""Addresses for browser tests: the whole site, the style page, and doors that fail on purpose."""

import time
from pathlib import Path
from typing import ClassVar

import altcha
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from rontal.ui import gallery
from rontal.ui.access import public
from rontal.ui.registration.photos import takes_photos

SECRET = "stage"  # noqa: S105 - of this stage only


class Log:
    """What the doors were sent, in order."""

    photos: ClassVar[list[int]] = []
    drafts: ClassVar[list[dict[str, str]]] = []
    sent: ClassVar[list[dict[str, str]]] = []
    troubles: ClassVar[list[int]] = []

    @classmethod
    def clear(cls) -> None:
        """Forgets everything."""
        for kept in (cls.photos, cls.drafts, cls.sent, cls.troubles):
            kept.clear()


@public
@takes_photos
def photo(request: HttpRequest) -> HttpResponse:
    """Takes a photo; answers first with the troubles that a test has set."""
    if Log.troubles:
        return JsonResponse({"error": "Terlalu gelap."}, status=Log.troubles.pop(0))
    Log.photos.append(request.FILES["file"].size)
    return JsonResponse({"preview": "/static/ui/icon.svg"})


@public
def draft(request: HttpRequest) -> HttpResponse:
    """Takes a draft."""
    if Log.troubles:
        return HttpResponse(status=Log.troubles.pop(0))
    Log.drafts.append(request.POST.dict())
    return HttpResponse(status=204)


@public
def challenge(request: HttpRequest) -> HttpResponse:
    """A proof to work out."""
    made = altcha.create_challenge(
        "SHA-256", 5, counter=300, hmac_secret=SECRET, expires_at=int(time.time()) + 60
    )
    return JsonResponse(made.to_dict())


@public
def form(request: HttpRequest) -> HttpResponse:
    """A form with every addition; sending it takes a second."""
    if request.method == "POST":
        Log.sent.append(request.POST.dict())
        time.sleep(1)
    return render(request, "stage.html", {"form": gallery.Specimen()})


FOLDER = Path(__file__).parent
urlpatterns = [
    path("gaya/", gallery.show),
    path("gaya/<int:code>/", gallery.trouble),
    path("panggung/", form),
    path("panggung/foto/", photo),
    path("panggung/draf/", draft),
    path("panggung/soal/", challenge),
    path("", include("rontal.config.urls")),
]
handler404 = "rontal.ui.views.not_found"
handler500 = "rontal.ui.views.server_error"
