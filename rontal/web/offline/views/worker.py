"""Service worker of the whole site."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from rontal.ui.access import public
from rontal.web.offline import manifest
from rontal.web.reader import policy


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Returns the worker's script: its configuration, then the bundle.

    Its URL is at the root, so that its scope is the whole site. Browsers request it with each
    page; an unchanged script is answered with 304.
    """
    site = manifest.site()
    text = f"self.site = {json.dumps(site)};\nimportScripts({json.dumps(manifest.script())});\n"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    policy.guard_worker(response)
    etag = quote_etag(site["version"])
    response.headers["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(answer, HttpResponse)  # noqa: S101 - a response was given
    return answer
