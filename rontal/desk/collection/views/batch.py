"""Batch change of many titles: selected in the list, previewed, undone as one."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import TITLE_READERS, Role
from rontal.catalogue import facts, rows, services
from rontal.catalogue.batches import Batch, ages_clash, applied
from rontal.catalogue.selectors import batch_with_authority_forms
from rontal.catalogue.services.batch import MAX_TITLES
from rontal.catalogue.states import TITLE_TRANSITIONS, TitleState
from rontal.core.errors import DomainError
from rontal.core.transitions import allows
from rontal.desk.collection import labels, selectors
from rontal.desk.collection.forms import BatchForm
from rontal.desk.collection.title_filters import TitleFilters
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.responses import render_form

ROWS_SHOWN = 50
MAX_LENGTH = MAX_TITLES * 16


@access.staff(Role.LIBRARIAN)
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Shows the batch form for the ticked titles, or for all that match the filters."""
    if "semua" in request.POST:
        filters = TitleFilters.read(QueryDict(request.POST.get("wish", "")[:2000]))
        chosen = selectors.all_ids(filters, actor_of(request))
    else:
        chosen = _posted_ids(",".join(request.POST.getlist("judul")))
    if not chosen:
        messages.info(request, _("Select the titles to change first."))
        return redirect("desk:collection")
    return _render_form(request, BatchForm(), chosen)


@access.staff(Role.LIBRARIAN)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Previews the change of each title; executes it where `lakukan` was pressed."""
    form, chosen = BatchForm(request.POST), _posted_ids(request.POST.get("judul", ""))
    if not form.is_valid() or not chosen or "ubah" in request.POST:
        return _render_form(request, form, chosen)
    if "lakukan" not in request.POST:
        return _render_preview(request, form, chosen)
    try:
        done = services.batch_edit(title_ids=chosen, batch=form.batch(), actor=actor_of(request))
    except DomainError as error:
        form.add_error(None, sentences.of(error))
        return _render_form(request, form, chosen)
    if not done.changed:
        messages.info(request, _("Nothing was changed: the titles already have these values."))
        return redirect("desk:collection")
    number = len(done.changed)
    message = ngettext("%(number)s title is changed.", "%(number)s titles are changed.", number)
    messages.success(request, message % {"number": intcomma(number)})
    return redirect("desk:batch", done.batch)


@access.staff(*TITLE_READERS)
@require_safe
def result(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Shows the titles that a batch changed."""
    titles, undo_state = selectors.titles_of_batch(batch, actor_of(request))
    context = {
        "batch": batch,
        "titles": titles[:ROWS_SHOWN],
        "more": len(titles) - ROWS_SHOWN,
        "all": len(titles),
        "standing": undo_state,
        "writes": actor_of(request).has_any(Role.LIBRARIAN),
    }
    return render(request, "desk/collection/batch_done.html", context)


@access.staff(Role.LIBRARIAN)
@require_POST
def take_back(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Undoes a whole batch."""
    done = services.undo_batch(batch=batch, actor=actor_of(request))
    if done.changed:
        messages.success(request, _("Change undone."))
    if done.left:
        message = ngettext(
            "%(number)s title has been changed since and stays as it is.",
            "%(number)s titles have been changed since and stay as they are.",
            len(done.left),
        )
        messages.info(request, message % {"number": intcomma(len(done.left))})
    if done.fixed:
        message = ngettext(
            "%(number)s title was a draft and will not become one again.",
            "%(number)s titles were drafts and will not become drafts again.",
            len(done.fixed),
        )
        messages.info(request, message % {"number": intcomma(len(done.fixed))})
    return redirect("desk:batch", batch)


def _posted_ids(text: str) -> list[int]:
    parts = text[:MAX_LENGTH].split(",")
    numbers = (int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 16)
    return list(dict.fromkeys(numbers))[:MAX_TITLES]


def _render_preview(request: HttpRequest, form: BatchForm, chosen: list[int]) -> HttpResponse:
    batch, titles = batch_with_authority_forms(form.batch()), rows.in_order(chosen)
    known = {row.id: facts.of(row.record()) for row in titles}
    clashing = [row for row in titles if ages_clash(batch, known[row.id])]
    drafts = [row for row in titles if _is_draft_to_withdraw(row, batch)]
    lines = _changed_titles(titles, known, batch)
    return _render_form(request, form, chosen, lines=lines, clashing=clashing, drafts=drafts)


def _is_draft_to_withdraw(row: rows.Row, batch: Batch) -> bool:
    """True for a draft that the batch would withdraw; a draft can only be deleted."""
    return batch.state is TitleState.WITHDRAWN and row.state is TitleState.DRAFT


def _changed_titles(
    titles: list[rows.Row], facts_of: Mapping[int, facts.Facts], batch: Batch
) -> list[tuple[rows.Row, list[Any]]]:
    """Returns each title that would change, with its changed fields as texts."""
    changed = []
    for row in titles:
        known = facts_of[row.id]
        changes = facts.changes(known, applied(batch, known))
        lines = [
            (labels.FIELDS[name], labels.value(name, old), labels.value(name, new))
            for name, (old, new) in changes.items()
        ]
        state = batch.state
        if state and allows(TITLE_TRANSITIONS, TitleState(row.state), state):
            states = (labels.value("state", row.state), labels.value("state", state))
            lines.append((labels.FIELDS["state"], *states))
        if lines:
            changed.append((row, lines))
    return changed


def _render_form(
    request: HttpRequest,
    form: BatchForm,
    chosen: list[int],
    lines: list[tuple[rows.Row, list[Any]]] | None = None,
    clashing: Sequence[rows.Row] = (),
    drafts: Sequence[rows.Row] = (),
) -> HttpResponse:
    context = {
        "form": form,
        "ids": ",".join(map(str, chosen)),
        "number": len(chosen),
        "is_preview": lines is not None,
        "lines": (lines or [])[:ROWS_SHOWN],
        "changing": len(lines or []),
        "more": len(lines or []) - ROWS_SHOWN,
        "kept": clashing[:ROWS_SHOWN],
        "keeping": len(clashing),
        "drafts": drafts[:ROWS_SHOWN],
        "staying": len(drafts),
    }
    return render_form(request, "desk/collection/batch.html", context)
