"""Member's marks and notes by book: list, export, removal and undo, all without JavaScript."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.core.errors import NotFound
from rontal.lending.selectors import availability_to
from rontal.reading import selectors, services
from rontal.reading.pages.selectors import has_loaned_pages
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.web.reader.marks import mark_data, parse_changes
from rontal.web.reader.reader_access import reader_of
from rontal.web.shelf import notes


@signed_in
@private
@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    """Lists the books in which the member has marks."""
    marked = selectors.marked_titles(reader_of(request))
    return render(request, "web/shelf/notes.html", {"titles": marked})


@signed_in
@private
@require_safe
def of_title(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the member's marks in one book."""
    return _of_title(request, slug)


@signed_in
@private
@require_safe
def taken_along(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Returns the marks in one book as a file: `md` or `json`."""
    if ending not in notes.WRITERS:
        raise NotFound
    write, kind = notes.WRITERS[ending]
    answer = HttpResponse(write(notes.of_title(slug, reader_of(request))), content_type=kind)
    what = _("notes")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{what}.{ending}"'
    return answer


@signed_in
@private
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Removes one mark.

    The response contains the removed mark for undoing, because the server has deleted it. A GET
    of this URL redirects to all marks.
    """
    if request.method != "POST":
        return redirect("notes")
    actor = reader_of(request)
    removed = services.remove_mark(key=_mark_key(request), actor=actor)
    undo = {"slug": slug, "mark": json.dumps([mark_data(removed)])} if removed else None
    marked = selectors.marked_titles(actor)
    if any(title.slug == slug for title, _number in marked):
        return _of_title(request, slug, undo)
    return render(request, "web/shelf/notes.html", {"titles": marked, "undo": undo})


@signed_in
@require_POST
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Restores a removed mark from the form's data."""
    try:
        (change,) = parse_changes(request.POST.get("tanda", ""))
    except ValueError:
        raise NotFound from None
    if change.content is None:
        raise NotFound
    services.restore_mark(key=change.key, content=change.content, actor=reader_of(request))
    messages.success(request, _("Restored."))
    return redirect("notes_of_title", slug)


def _of_title(request: HttpRequest, slug: str, undo: dict[str, str] | None = None) -> HttpResponse:
    actor = reader_of(request)
    book = notes.of_title(slug, actor)
    loan_id = availability_to(book.title.pk, actor).loan_id
    in_pages = (
        loan_id is not None
        and any(note.page for note in book.notes)
        and has_loaned_pages(loan_id=loan_id, actor=actor)
    )
    context = {"book": book, "loan_id": loan_id, "in_pages": in_pages, "undo": undo}
    return render(request, "web/shelf/notes_of_title.html", context)


def _mark_key(request: HttpRequest) -> UUID:
    """Returns the key of the submitted mark; raises NotFound."""
    try:
        return UUID(request.POST.get("tanda", ""))
    except ValueError:
        raise NotFound from None
