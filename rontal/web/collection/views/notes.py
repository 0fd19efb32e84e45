"""My marks and notes, book by book: to read, to take along, to remove. All of it without script."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.kernel.errors import NotFound
from rontal.reading import selectors, services
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.web.collection import notes
from rontal.web.collection.held import reader_of


@signed_in
@private
@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    """The books in which I have marks."""
    found = selectors.marked_titles(reader_of(request))
    return render(request, "web/collection/notes.html", {"titles": found})


@signed_in
@private
@require_safe
def of_title(request: HttpRequest, slug: str) -> HttpResponse:
    """My marks in one book."""
    context = {"book": notes.of_title(slug, reader_of(request))}
    return render(request, "web/collection/notes_of_title.html", context)


@signed_in
@private
@require_safe
def taken_along(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """My marks in one book as a file: `md` or `json`."""
    if ending not in notes.WRITERS:
        raise NotFound
    write, kind = notes.WRITERS[ending]
    answer = HttpResponse(write(notes.of_title(slug, reader_of(request))), content_type=kind)
    what = _("notes")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{what}.{ending}"'
    return answer


@signed_in
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Removes one mark."""
    actor = reader_of(request)
    try:
        services.remove_mark(key=UUID(request.POST.get("tanda", "")), actor=actor)
    except ValueError:
        raise NotFound from None
    messages.success(request, _("Removed."))
    left = selectors.marked_titles(actor)
    here = any(title.slug == slug for title, _number in left)
    return redirect("notes_of_title", slug) if here else redirect("notes")
