"""OpenSearch: lets browsers search the collection from their address bar."""

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rontal.interop import addresses, xml_responses
from rontal.interop.xml_responses import element, escape
from rontal.search import selectors as search
from rontal.standard.selectors import library
from rontal.ui import request_limits
from rontal.ui.access import public
from rontal.ui.page_cache import cached_page

_SPACE: Final = "http://a9.com/-/spec/opensearch/1.1/"
_TERMS: Final = "?q={searchTerms}"
MAX_LENGTH: Final = 100
MAX_TERMS: Final = 8
BRIEF: Final = 16
"""Most characters of a short name in OpenSearch 1.1."""


@public
@cached_page()
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Returns the OpenSearch description document."""
    name = library().short_name
    about = gettext("Books from %(library)s") % {"library": library().name}
    document = (
        f'<OpenSearchDescription xmlns="{_SPACE}">'
        f"{element('ShortName', shorten_name(name))}{element('LongName', name[:48])}"
        f"{element('Description', about[:1024])}{element('InputEncoding', 'UTF-8')}"
        f'<Image width="16" height="16" type="image/svg+xml">'
        f"{escape(addresses.absolute_url(static('ui/icon.svg')))}</Image>"
        f"{_url('text/html', reverse('collection') + _TERMS)}"
        f"{_url('application/x-suggestions+json', reverse('opensearch_terms') + _TERMS)}"
        f"{_url('application/opensearchdescription+xml', reverse('opensearch'), 'self')}"
        "</OpenSearchDescription>"
    )
    return xml_responses.xml(
        request, document, kind="application/opensearchdescription+xml", compressed=False
    )


@public
@cached_page("catalogue", query=["q"])
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Returns suggestions for the text typed so far, in the JSON format of browsers."""
    request_limits.count_request(request_limits.SUGGESTIONS, request)
    typed = request.GET.get("q", "")[:MAX_LENGTH].replace("\x00", " ")
    suggestions = search.suggest(typed, MAX_TERMS) if typed.strip() else []
    content = [typed, list(dict.fromkeys(one.text for one in suggestions))]
    return JsonResponse(content, safe=False, content_type="application/x-suggestions+json")


def shorten_name(name: str) -> str:
    """Returns as many whole words of a name as fit into BRIEF characters."""
    words = name[: BRIEF + 1].rsplit(" ", 1)[0] if len(name) > BRIEF else name
    return words[:BRIEF].rstrip()


def _url(kind: str, path: str, rel: str = "") -> str:
    rel_attribute = f' rel="{rel}"' if rel else ""
    return f'<Url type="{kind}"{rel_attribute} template="{escape(addresses.absolute_url(path))}"/>'
