"""URLs for browser tests: the whole site, the style page, and views that fail on purpose."""

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
    """Everything that the views have received, in order."""

    photos: ClassVar[list[int]] = []
    drafts: ClassVar[list[dict[str, str]]] = []
    sent: ClassVar[list[dict[str, str]]] = []
    troubles: ClassVar[list[int]] = []

    @classmethod
    def clear(cls) -> None:
        """Clears the log."""
        for entries in (cls.photos, cls.drafts, cls.sent, cls.troubles):
            entries.clear()


@public
@takes_photos
def photo(request: HttpRequest) -> HttpResponse:
    """Receives a photo; first returns the error statuses that a test has set."""
    if Log.troubles:
        return JsonResponse({"error": "Terlalu gelap."}, status=Log.troubles.pop(0))
    Log.photos.append(request.FILES["file"].size)
    return JsonResponse({"preview": "/static/ui/icon.svg"})


@public
def draft(request: HttpRequest) -> HttpResponse:
    """Receives a draft; first returns the error statuses that a test has set."""
    if Log.troubles:
        return HttpResponse(status=Log.troubles.pop(0))
    Log.drafts.append(request.POST.dict())
    return HttpResponse(status=204)


@public
def challenge(request: HttpRequest) -> HttpResponse:
    """Returns a proof-of-work challenge."""
    puzzle = altcha.create_challenge(
        "SHA-256", 5, counter=300, hmac_secret=SECRET, expires_at=int(time.time()) + 60
    )
    return JsonResponse(puzzle.to_dict())


@public
def form(request: HttpRequest) -> HttpResponse:
    """Shows a form with every script feature; submitting it takes a second."""
    if request.method == "POST":
        Log.sent.append(request.POST.dict())
        time.sleep(1)
    return render(request, "stage.html", {"form": gallery.Specimen()})


FOLDER = Path(__file__).parent
urlpatterns = [
    path("gaya/", gallery.show_components),
    path("gaya/<int:code>/", gallery.show_error_page),
    path("panggung/", form),
    path("panggung/foto/", photo),
    path("panggung/draf/", draft),
    path("panggung/soal/", challenge),
    path("", include("rontal.config.urls")),
]
handler404 = "rontal.ui.views.not_found"
handler500 = "rontal.ui.views.server_error"
