"""`/contoh/`: photos to try the demo with. Nobody has to send a real card to see how it works."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.demo import samples
from rontal.kernel.errors import NotFound
from rontal.ui.access import public

PHOTOS: Final[dict[str, Callable[[int], bytes]]] = {
    "kartu": samples.card_photo,
    "wajah": samples.face_photo,
}


@public
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with both photos; only in the demo."""
    _only_in_demo()
    numbered = list(enumerate(samples.samples(), start=1))
    return render(request, "demo/people.html", {"people": numbered})


@public
@require_safe
def photo(_request: HttpRequest, number: int, what: str) -> HttpResponse:
    """One photo as a phone would have made it; only in the demo."""
    _only_in_demo()
    if what not in PHOTOS:
        raise NotFound
    response = HttpResponse(PHOTOS[what](number), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise NotFound
