"""Statement list at `/.well-known/assetlinks.json`, which phones and app stores fetch."""

import hashlib
import json
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from rontal.android.selectors import statements
from rontal.ui.access import public

CACHE: Final = "public, max-age=600"
"""A removed certificate leaves caches within ten minutes."""


@public
@require_safe
def asset_links(request: HttpRequest) -> HttpResponseBase:
    """Returns the statements about the library's app; an empty list where it has no certificate."""
    body = json.dumps(statements(), indent=2).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": etag, "Cache-Control": CACHE, "Access-Control-Allow-Origin": "*"}
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or etag in [one.removeprefix("W/") for one in known]:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(body, content_type="application/json", headers=headers)
