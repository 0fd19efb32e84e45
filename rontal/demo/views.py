"""Views of `/contoh/`: sample photos, so that nobody has to send a real card."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.core.errors import NotFound
from rontal.demo import sample_photos, samples
from rontal.ui.access import public
from rontal.ui.headers import PublicPicture

AN_HOUR: Final = "public, max-age=3600"


@public
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Shows all sample people with their photos; only in the demo."""
    _only_in_demo()
    numbered = list(enumerate(samples.samples(), start=1))
    return render(request, "demo/people.html", {"people": numbered})


@public
@require_safe
def photo(_request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Returns a full-size photo; only in the demo."""
    _only_in_demo()
    content = sample_photos.photo(number, what)
    return PublicPicture(content, kind="image/jpeg", cache_control=AN_HOUR)


@public
@require_safe
def preview(_request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Returns a photo in the size shown on the page; only in the demo."""
    _only_in_demo()
    content = sample_photos.preview(number, what)
    return PublicPicture(content, kind="image/webp", cache_control=AN_HOUR)


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise NotFound
