"""Citations of a title, and files for reference managers."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from records.formats.citing import bibtex, openurl, ris
from rontal.catalogue import browsing, source_identity
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.errors import NotFound
from rontal.ui.access import public
from rontal.ui.page_cache import cached_page
from rontal.web.collection import citing

FILES: Final = {
    "ris": (ris.reference, ris.MEDIA_TYPE),
    "bib": (bibtex.entry, bibtex.MEDIA_TYPE),
}
"""File extension → function that writes the file, and its media type."""


@public
@cached_page("catalogue")
@require_safe
def cite(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the citations of a title."""
    title = _public_title_or_404(slug)
    record = title.record()
    context = {
        "title": title,
        "references": citing.references(record),
        "openurl": openurl.query(record, source_identity.page(title.slug)),
    }
    return render(request, "web/collection/cite.html", context)


@public
@cached_page("catalogue")
@require_safe
def cite_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:  # noqa: ARG001
    """Returns a title as a file for reference managers."""
    if ending not in FILES:
        raise NotFound
    write, media_type = FILES[ending]
    title = _public_title_or_404(slug)
    text = write(title.record(), source_identity.page(title.slug))
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{title.slug}.{ending}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _public_title_or_404(slug: str) -> Row:
    title = browsing.title_by_slug(slug)
    if title.state is not TitleState.PUBLIC:
        raise NotFound
    return title
