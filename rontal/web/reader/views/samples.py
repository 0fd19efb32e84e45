"""Samples of books, readable before borrowing: as EPUB or page by page."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from rontal.accounts.address import client_address, visitor_of
from rontal.core.compression import coding_for
from rontal.core.errors import NotFound
from rontal.lending.errors import AgeUnknown, SampleForMembers, TooYoung
from rontal.lending.services import count_page_view
from rontal.reading.errors import PageTooLarge, PageUnable, SampleTooShort
from rontal.reading.media_types import XHTML
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.samples import pages as paged
from rontal.reading.samples import texts
from rontal.reading.samples.texts import SampleText
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.frames import framed
from rontal.ui.middleware import actor_of
from rontal.web.reader import epub_outline, paged_book, policy
from rontal.web.reader.resource_responses import TOO_LARGE, resource_response

NOTHING, UNABLE = 404, 409
LANGUAGES: Final = frozenset(code for code, _name in settings.LANGUAGES)
View = Callable[..., HttpResponse]


def _by_age(view: View) -> View:
    """Decorates a sample view: handles age limits and books that are too short for a sample.

    Visitors are redirected to the sign-in page, members to the title's page with a message.
    """

    @wraps(view)
    def checked(request: HttpRequest, slug: str, **numbers: int) -> HttpResponse:
        try:
            return view(request, slug, **numbers)
        except SampleTooShort as error:
            context = {"slug": slug, "sentence": sentences.of(error)}
            return render(request, "web/reader/open_pages_shut.html", context, status=NOTHING)
        except (SampleForMembers, TooYoung, AgeUnknown) as error:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            messages.error(request, sentences.of(error))
            return redirect("title", slug)

    return checked


@public
@require_safe
@_by_age
def book(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the reader, or redirects to the first page of a paged book; counts as a page view."""
    try:
        opened = texts.sample_text_of(slug, actor_of(request))
    except NotFound:
        return redirect("sample_page", slug, 1)
    _count_view(request, slug)
    return _render_sample(request, "sample_reader", opened, data=epub_outline.for_sample(opened))


@public
@require_safe
@_by_age
def chapters(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the table of contents of the sample as plain links."""
    return _render_sample(request, "sample_chapters", texts.sample_text_of(slug, actor_of(request)))


@public
@require_safe
@_by_age
def chapter(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Shows one chapter in a frame, without JavaScript; `number` counts from 1 in the sample."""
    opened = texts.sample_text_of(slug, actor_of(request))
    if not 1 <= number <= len(opened.spine):
        raise NotFound
    return _render_sample(request, "sample_chapter", opened, part=epub_outline.part(opened, number))


@public
@framed
@require_safe
def resource(request: HttpRequest, file_id: int, path: str) -> HttpResponse:
    """Returns a sanitised resource of the sample; not cached, as the licence may end."""
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    as_page = request.GET.get("halaman") == "1"
    address = client_address(request)
    try:
        content = texts.sample_resource(
            file_id, path, actor=actor_of(request), address=address, as_page=as_page, coding=coding
        )
    except PageTooLarge:
        return HttpResponse(status=TOO_LARGE)
    response = resource_response(request, content)
    response.headers["Vary"] = "Accept-Encoding"
    policy.guard_sample(response, policy.address_of_sample(request, file_id))
    return response


@public
@framed
@require_safe
def end(request: HttpRequest, file_id: int, language: str) -> HttpResponse:
    """Returns the last page in the reader, which explains how to read on."""
    if language not in LANGUAGES:
        raise NotFound
    slug = {"slug": texts.title_of(file_id, actor_of(request)).slug}
    with override(language):
        response = render(request, "web/reader/sample_end.html", slug, content_type=XHTML)
    policy.guard_sample(response, policy.address_of_sample(request, file_id))
    return response


@public
@require_safe
@_by_age
def page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Shows a page with its text; redirects to the nearest page for a number out of range.

    Opening the first page counts as a page view of the title.
    """
    try:
        opened = paged.sample_pages_of(slug, actor_of(request))
    except PageUnable as error:
        context = {"slug": slug, "sentence": sentences.of(error)}
        return render(request, "web/reader/open_pages_shut.html", context, status=UNABLE)
    last = opened.plan.pages
    if not 1 <= number <= last:
        return redirect("sample_page", slug, max(1, min(number, last)))
    if number == 1:
        _count_view(request, slug)
    words = partial(paged.sample_words, opened.file_id, number, actor_of(request))
    page_context = paged_book.page_context(opened, number, words)
    return render(request, "web/reader/sample_page.html", page_context)


@public
@require_safe
def picture(request: HttpRequest, file_id: int, number: int, width: int) -> HttpResponse:
    """Returns a page of the sample as WebP."""
    actor, address = actor_of(request), client_address(request)
    content = paged.sample_picture(file_id, number, Cut(width), actor=actor, address=address)
    response = resource_response(request, content)
    policy.guard_picture(response)
    return response


def _count_view(request: HttpRequest, slug: str) -> None:
    if request.method == "GET":
        count_page_view(slug=slug, actor=actor_of(request), visitor=visitor_of(request))


def _render_sample(
    request: HttpRequest, name: str, opened: SampleText, **more: object
) -> HttpResponse:
    context = epub_outline.page_context(opened) | more
    response = render(request, f"web/reader/{name}.html", context)
    policy.guard_reader(request, response, policy.address_of_sample(request, opened.file_id))
    return response
