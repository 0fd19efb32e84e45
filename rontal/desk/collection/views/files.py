"""Adding and removing files of a title."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.accounts.roles import Role
from rontal.catalogue.errors import BookAlreadyPresent, BookOfAnother, TitleJoined
from rontal.catalogue.importing import services
from rontal.core.errors import DomainError
from rontal.desk.collection.forms import BookUpload, FileForm
from rontal.desk.collection.views.title_actions import act_on
from rontal.desk.collection.views.titles import page_of
from rontal.lending import services as lending
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.uploads import reads_uploads_with


@access.staff(Role.LIBRARIAN)
@require_POST
@reads_uploads_with(BookUpload)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Stores a file; a job reads it, and the title's page shows the result."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.add_file(title_id=pk, actor=actor_of(request), **form.values)
            return redirect("desk:title", pk)
        except TitleJoined:
            return redirect("desk:title", pk)
        except (BookAlreadyPresent, BookOfAnother) as error:
            form.add_error("file", _error_message(error))
        except OSError:
            form.add_error("file", sentences.of_code("book_storage_failed"))
    return page_of(request, pk, file=form, status=422)


@access.staff(Role.LIBRARIAN)
@require_POST
def remove(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """Removes a file permanently."""
    actor = actor_of(request)
    return act_on(
        request,
        pk,
        lambda: lending.remove_file(title_id=pk, file_id=file_id, actor=actor),
        _("File removed."),
    )


def _error_message(error: DomainError) -> str:
    """Returns the error message, with a link where another title has the file."""
    message = sentences.of(error)
    if not isinstance(error, BookOfAnother):
        return message
    return render_to_string(
        "desk/collection/file_of_another.html", {"message": message, **error.params}
    )
