"""Creating and editing a title."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from records.codes import Scheme
from rontal.accounts.roles import Role
from rontal.catalogue import facts, services
from rontal.catalogue import selectors as catalogue
from rontal.catalogue.errors import TitleChanged
from rontal.catalogue.labels import ROLES
from rontal.catalogue.models import Agent, Subject
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.errors import DomainError
from rontal.desk.collection import labels, selectors
from rontal.desk.collection.title_form import TitleForm
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of

OFFERED = 10
MIN_LENGTH = 2


@access.staff(Role.LIBRARIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Creates a title as a draft; publishes it where `tampilkan` was pressed."""
    form = TitleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if twins := _titles_with_same_isbn(request, form):
            return _render_form(request, form, twins=twins, status=409)
        is_published = "tampilkan" in request.POST
        made = services.create_title(record=form.record(), actor=actor_of(request))
        if is_published:
            services.publish(title_id=made.pk, actor=actor_of(request))
        message = _("Title published.") if is_published else _("The title is now a draft.")
        messages.success(request, message)
        _notify_of_retyped_names(request, form)
        return redirect("desk:title", made.pk)
    return _render_form(request, form)


@access.staff(Role.LIBRARIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edits a title; on a conflicting edit shows what the other user changed (status 409)."""
    row = selectors.title(pk, actor_of(request))
    if row.state == TitleState.JOINED:
        return redirect("desk:title", pk)
    if request.method != "POST":
        return _render_form(request, _title_form(row), row)
    form = TitleForm(request.POST)
    if not form.is_valid():
        return _render_form(request, form, row)
    if twins := _titles_with_same_isbn(request, form, row):
        return _render_form(request, form, row, twins=twins, status=409)
    try:
        changed = services.edit_title(
            title_id=pk, record=form.record(), shown=form.opened(), actor=actor_of(request)
        )
    except TitleChanged:
        return _render_conflict(request, row, form)
    except DomainError as error:
        form.add_error(None, sentences.of(error))
        return _render_form(request, form, row)
    _say(request, changed.changes if changed else {})
    _notify_of_other_changes(request, facts.changes(form.base, facts.of(row.record())))
    _notify_of_retyped_names(request, form)
    return redirect("desk:title", pk)


@access.staff(Role.LIBRARIAN)
@require_safe
def look_up(request: HttpRequest, what: str) -> JsonResponse:
    """Returns authorities whose name contains the text as JSON, for autocompletion."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    if len(text) < MIN_LENGTH:
        return JsonResponse({"found": []})
    actor = actor_of(request)
    matches: Sequence[Any]
    if what == "orang":
        matches = list(selectors.agents(text, "1", actor).object_list[:OFFERED])
        return JsonResponse({"found": [_agent_data(one) for one in matches]})
    matches = list(selectors.subjects(text, "1", actor).object_list[:OFFERED])
    return JsonResponse({"found": [_subject_data(one) for one in matches]})


def _title_form(row: Row) -> TitleForm:
    return TitleForm(facts=facts.of(row.record()), revision=catalogue.newest_revision(row.id))


def _render_conflict(request: HttpRequest, row: Row, form: TitleForm) -> HttpResponse:
    """Shows the form after a conflict: typed fields are kept, untouched ones are updated.

    Submitting it again saves the typed values.
    """
    revision = catalogue.newest_revision(row.id)
    now = facts.of(selectors.title(row.id, actor_of(request)).record())
    since = selectors.history(row.id, since=form.revision)
    named = {name for moment in since for name in moment.revision.changes}
    untold = {n: both for n, both in facts.changes(form.base, now).items() if n not in named}
    typed = form.facts()
    again = TitleForm(facts=now, revision=revision, typed=facts.merged(form.base, now, typed))
    return _render_form(
        request, again, row, others=since, untold=selectors.lines(untold), status=409
    )


def _titles_with_same_isbn(
    request: HttpRequest, form: TitleForm, row: Row | None = None
) -> list[Row]:
    """Returns other titles with a newly typed ISBN.

    Empty where the user has already seen all of them and confirmed another edition.
    """
    had = {number.value for number in row.numbers} if row else set()
    twins = catalogue.titles_with_isbn(form.isbns - had, but=row.id if row else 0)
    confirmed = set(request.POST.get("edisi", "").split(","))
    return [] if {str(one.id) for one in twins} <= confirmed else twins


def _render_form(
    request: HttpRequest,
    form: TitleForm,
    row: Row | None = None,
    *,
    others: Sequence[selectors.Moment] = (),
    untold: Sequence[selectors.Line] = (),
    twins: Sequence[Row] = (),
    status: int = 0,
) -> HttpResponse:
    context = {
        "form": form,
        "title": row,
        "others": others,
        "untold": untold,
        "twins": twins,
        "roles": sorted(((str(text), code) for code, text in ROLES.items())),
        "kinds": labels.KINDS.items(),
        "schemes": [(scheme, labels.SCHEMES[scheme]) for scheme in Scheme],
    }
    wrong = form.is_bound and bool(form.errors)
    status = status or (422 if wrong else 200)
    return render(request, "desk/collection/form.html", context, status=status)


def _say(request: HttpRequest, changes: facts.Changes) -> None:
    if not changes:
        messages.info(request, _("Nothing was changed."))
        return
    names = ", ".join(str(labels.FIELDS[name]) for name in changes)
    messages.success(request, _("Changed: %(fields)s.") % {"fields": names})


def _notify_of_other_changes(request: HttpRequest, changes: facts.Changes) -> None:
    if changes:
        names = ", ".join(str(labels.FIELDS[name]) for name in changes)
        message = _(
            "Someone else, or an import, also changed: %(fields)s. Those changes were kept."
        )
        messages.info(request, message % {"fields": names})


def _notify_of_retyped_names(request: HttpRequest, form: TitleForm) -> None:
    if form.retyped:
        message = _("%(names)s: kept as it is in all titles. Change a name on its own page.")
        messages.info(request, message % {"names": "; ".join(form.retyped)})


def _agent_data(one: Agent) -> dict[str, str]:
    return {"name": one.name, "sort": one.sort_name, "dates": one.dates, "kind": one.kind}


def _subject_data(one: Subject) -> dict[str, str]:
    return {"name": one.name}
