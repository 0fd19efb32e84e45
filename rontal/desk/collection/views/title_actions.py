"""Actions on one title: publish, withdraw, delete, cover, copies, undo."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rontal.accounts.roles import Role
from rontal.catalogue import services
from rontal.catalogue.errors import CoverUnreadable, DraftInUse
from rontal.catalogue.models import Revision
from rontal.catalogue.states import TitleState
from rontal.core.errors import DecodersBusy, IllegalTransition, NotFound
from rontal.desk.collection import selectors
from rontal.desk.collection.forms import CopiesForm, CoverForm, CoverUpload, WithdrawForm
from rontal.desk.collection.views.titles import page_of
from rontal.lending import selectors as lent
from rontal.lending import services as lending
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.responses import perform, render_form
from rontal.ui.uploads import reads_uploads_with


@access.staff(Role.LIBRARIAN)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publishes a draft, or restores a withdrawn title."""
    actor = actor_of(request)
    row = selectors.title(pk, actor)
    act = services.restore if row.state == "withdrawn" else services.publish
    done = _("Title published.")
    return act_on(request, pk, lambda: act(title_id=pk, actor=actor), done)


@access.staff(Role.LIBRARIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows who is affected and asks for a reason (GET), then withdraws the title (POST)."""
    actor = actor_of(request)
    row = selectors.title(pk, actor)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return act_on(
            request,
            pk,
            lambda: services.withdraw(title_id=pk, reason=reason, actor=actor),
            _("Title has been withdrawn."),
        )
    context = {"title": row, "form": form, "availability": lent.availability([pk])[pk]}
    return render_form(request, "desk/collection/withdraw.html", context)


@access.staff(Role.LIBRARIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes a draft, after confirmation; titles that were ever published cannot be deleted."""
    row = selectors.title(pk, actor_of(request))
    if row.state != TitleState.DRAFT:
        return redirect("desk:title", pk)
    if request.method != "POST":
        return render(request, "desk/collection/delete.html", {"title": row})
    try:
        services.delete_draft(title_id=pk, actor=actor_of(request))
    except (DraftInUse, IllegalTransition) as error:
        messages.error(request, sentences.of(error))
        return redirect("desk:title", pk)
    messages.success(request, _("The draft “%(title)s” is deleted.") % {"title": row.title})
    return redirect("desk:collection")


@access.staff(Role.LIBRARIAN)
@require_POST
@reads_uploads_with(CoverUpload)
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Sets the cover from an uploaded image."""
    form = CoverForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            content = form.cleaned_data["cover"]
            services.set_cover(title_id=pk, content=content, actor=actor_of(request))
            messages.success(request, _("Cover updated."))
            return redirect("desk:title", pk)
        except (CoverUnreadable, DecodersBusy) as error:
            form.add_error("cover", sentences.of(error))
        except OSError:
            form.add_error("cover", sentences.of_code("storage_full"))
    return page_of(request, pk, cover=form, status=422)


@access.staff(Role.LIBRARIAN)
@require_POST
def remove_cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Removes the cover; pages then show a generated one."""
    actor = actor_of(request)
    done = _("Cover removed; a generated cover is shown.")
    return act_on(request, pk, lambda: services.remove_cover(title_id=pk, actor=actor), done)


@access.staff(Role.LIBRARIAN)
@require_POST
def copies(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds copies, or removes some where the button `kurangi` was pressed."""
    form, actor = CopiesForm(request.POST), actor_of(request)
    if not form.is_valid():
        return page_of(request, pk, copies=form, status=422)
    number = form.cleaned_data["copies"]
    if "kurangi" in request.POST:
        return act_on(
            request,
            pk,
            lambda: lending.remove_copies(title_id=pk, copies=number, actor=actor),
            _("Copies removed from licence."),
        )
    return act_on(
        request,
        pk,
        lambda: lending.add_copies(title_id=pk, copies=number, actor=actor),
        _("Copies added. People with holds get them first."),
    )


@access.staff(Role.LIBRARIAN)
@require_POST
def take_back(request: HttpRequest, revision_id: int) -> HttpResponse:
    title_id = NotFound.if_none(
        Revision.objects.filter(pk=revision_id).values_list("title_id", flat=True).first()
    )
    actor = actor_of(request)
    return act_on(
        request,
        title_id,
        lambda: services.undo_revision(revision_id=revision_id, actor=actor),
        _("Change undone."),
    )


def act_on(request: HttpRequest, pk: int, act: Callable[[], object], done: str) -> HttpResponse:
    """Runs the action and redirects to the title's page with its result."""
    try:
        perform(request, act, done, reraise=(IllegalTransition,))
    except IllegalTransition:
        messages.info(request, _("A colleague was first. This is the current state."))
    return redirect("desk:title", pk)
