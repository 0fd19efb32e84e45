"""OpenSearch description for apps of OPDS 1.2."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rontal.interop.discovery.opensearch import shorten_name
from rontal.interop.opds import atom
from rontal.interop.xml_responses import DECLARATION, encode_xml, escape
from rontal.standard.selectors import library


def description(request: HttpRequest) -> HttpResponse:
    """Returns the OpenSearch 1.1 description. Its URL template has only the search terms, because
    many apps support no other parameter; apps page by `rel=next`."""
    site = escape(f"{request.scheme}://{request.get_host()}")
    name, about = library().name, escape(_("Search the collection"))
    template = f"{site}/opds/cari/?q={{searchTerms}}"
    content = (
        f"{DECLARATION}"
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{escape(shorten_name(library().short_name))}</ShortName>"
        f"<LongName>{escape(name[:48])}</LongName>"
        f"<Description>{about}</Description>"
        f'<Url type="{atom.ACQUISITION}" template="{template}"/>'
        "<InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>"
        "</OpenSearchDescription>"
    )
    return HttpResponse(encode_xml(content), content_type=f"{atom.SEARCH}; charset=utf-8")
