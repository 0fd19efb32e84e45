"""Monochrome badge that Android shows beside a notification."""

import io
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from rontal.ui.access import public

SIZE = 96
LEFT = ((8, 22), (44, 32), (44, 78), (8, 68))
RIGHT = ((88, 22), (52, 32), (52, 78), (88, 68))


@public
@require_safe
def badge(_request: HttpRequest) -> HttpResponse:
    """Returns an open book, white on transparent; the device colours it."""
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse(_draw_badge(), content_type="image/png", headers=headers)


@lru_cache(1)
def _draw_badge() -> bytes:
    picture = Image.new("LA", (SIZE, SIZE), (255, 0))
    draw = ImageDraw.Draw(picture)
    for page in (LEFT, RIGHT):
        draw.polygon(page, fill=(255, 255))
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
