"""List of titles, and the page of one title."""

from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.accounts.roles import TITLE_READERS, Role
from rontal.catalogue import selectors as catalogue
from rontal.catalogue.importing import selectors as importing
from rontal.catalogue.models import Pick, Title
from rontal.catalogue.rules.editing import Fault
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.desk.collection import labels, selectors
from rontal.desk.collection.forms import CopiesForm, CoverForm, FileForm
from rontal.desk.collection.title_filters import TitleFilters
from rontal.imports.states import BUSY
from rontal.lending import selectors as lending
from rontal.lending import stock
from rontal.lending.reading_lists import number_listing
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of

RESULT_SHOWN_FOR: Final = timedelta(days=1)
"""Period for which a title's page shows the result of adding a file."""


def may_write(actor: Actor) -> bool:
    """Returns True for librarians, who alone may edit the catalogue."""
    return actor.has_any(Role.LIBRARIAN)


@access.staff(*TITLE_READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Lists titles by shelf, filters and search text."""
    actor, filters = actor_of(request), TitleFilters.read(request.GET)
    page, titles = selectors.page(filters, request.GET.get("halaman", "1"), actor)
    counts = selectors.shelf_counts()
    faults = selectors.fault_counts(actor)
    context = {
        "page": page,
        "titles": [(row, selectors.faults_of(row)) for row in titles],
        "wish": filters,
        "pairs": filters.pairs,
        "shelves": [(name, labels.SHELVES[name], counts[name]) for name in counts],
        "paths": {name: filters.on(name).trail for name in counts},
        "faults": [(fault, faults.get(fault, 0)) for fault in Fault],
        "tongues": selectors.languages(),
        "formats": labels.FORMATS.items(),
        "named": _filter_names(filters, actor),
        "writes": may_write(actor),
        "doubles": importing.open_proposals(),
        "near": stock.count_near_end(actor),
    }
    return render(request, "desk/collection/list.html", context)


@access.staff(*TITLE_READERS)
@require_safe
def title(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the page of a title."""
    return page_of(request, pk)


def page_of(
    request: HttpRequest,
    pk: int,
    *,
    cover: CoverForm | None = None,
    copies: CopiesForm | None = None,
    file: FileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Renders the page of a title, with submitted forms that have errors."""
    actor = actor_of(request)
    row = selectors.title(pk, actor)
    lent, in_a_year = lending.figures_of(pk)
    context: dict[str, Any] = {
        "title": row,
        "faults": selectors.faults_of(row),
        "reason": selectors.reason_of(pk) if row.state == TitleState.WITHDRAWN else "",
        "joined_to": _name(row.joined_to_id),
        "history": selectors.history(pk),
        "availability": lending.availability([pk])[pk],
        "lent": lent,
        "lent_in_a_year": in_a_year,
        "listed": number_listing(pk),
        "pick": Pick.objects.filter(title=pk).first(),
        "cover_form": cover or CoverForm(),
        "copies_form": copies or CopiesForm(),
        "file_form": file or FileForm(),
        **_addition_context(pk),
        "writes": may_write(actor) and row.state != TitleState.JOINED,
    }
    return render(request, "desk/collection/title.html", context, status=status)


def _addition_context(pk: int) -> dict[str, Any]:
    """Returns context about a file that is being added, or the result of one added today."""
    addition = importing.newest_addition(pk)
    if addition is None:
        return {}
    run, became = addition
    if run.state in BUSY:
        return {"adding": run}
    is_fresh = run.ended_at is not None and run.ended_at > clock.now() - RESULT_SHOWN_FOR
    refused = sentences.of_code(run.error) if run.error else ""
    result = {"added": run, "became": became, "refused": refused}
    return result if is_fresh and (became or refused) else {}


def _name(pk: int | None) -> Title | None:
    return catalogue.titles([pk])[0] if pk else None


def _filter_names(filters: TitleFilters, actor: Actor) -> list[str]:
    """Returns the names of the person, subject and series that the list is filtered by."""
    names = []
    if filters.agent:
        names.append(selectors.agent(filters.agent, actor).name)
    if filters.subject:
        names.append(selectors.subject(filters.subject, actor).name)
    if filters.series:
        names.append(selectors.series(filters.series, actor).name)
    return names
