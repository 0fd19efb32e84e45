"""Selectors for imports into the catalogue. Most take the actor and check the permission."""

from collections.abc import Callable, Iterator, Sequence

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Func, QuerySet

from records.tables.writing import lines
from rontal.accounts.roles import TITLE_IMPORTERS
from rontal.catalogue.importing.kinds import Options, Outcome
from rontal.catalogue.importing.models import Import, ImportRow, Proposal
from rontal.catalogue.importing.states import ProposalState
from rontal.catalogue.models import BookFile
from rontal.core.actors import Actor
from rontal.imports import selectors as runs

OutcomeLabels = Callable[[str, Sequence[str]], Sequence[str]]
"""Returns the label of an outcome and the labels of codes, for a line of the report."""


def import_for_staff(import_id: int, actor: Actor) -> Import:
    """Returns an import. Raises NotAllowed, NotFound. One query."""
    actor.require_or_system(*TITLE_IMPORTERS)
    return runs.import_or_404(Import.objects.select_related("staff", "title"), import_id)


def recent(actor: Actor, limit: int = runs.LISTED) -> list[Import]:
    """Returns the newest imports. Raises NotAllowed. One query."""
    actor.require_or_system(*TITLE_IMPORTERS)
    rows = Import.objects.select_related("staff").defer("columns")
    return list(rows.order_by("-pk")[:limit])


def newest_addition(title_id: int) -> tuple[Import, ImportRow | None] | None:
    """Returns the latest file that staff added to a title, and its report row (None while it is not
    processed); None where no file was added. Two queries."""
    run = Import.objects.filter(title=title_id).defer("columns").order_by("-pk").first()
    if run is None:
        return None
    rows = ImportRow.objects.filter(run=run).select_related("title")
    return run, rows.order_by("number").first()


def options_of(run: Import) -> Options:
    """Returns the options that staff chose."""
    return Options.from_json(run.options)


def rows(
    run: Import, *, outcome: Outcome | None, code: str, page: str, actor: Actor
) -> "Page[ImportRow]":
    """Returns a page of the report: rows with an outcome (None for all) and a code ("" for any),
    each with its title. Three queries."""
    actor.require_or_system(*TITLE_IMPORTERS)
    matching = _rows(run, outcome, code).select_related("title")
    return Paginator(matching, runs.PER_PAGE).get_page(page)


def code_counts(run: Import, *, outcome: Outcome | None = None) -> list[tuple[str, int]]:
    """Returns the codes of the report with their counts, the highest first. One query."""
    codes = _rows(run, outcome, "").annotate(code=Func(F("codes"), function="unnest")).order_by()
    counts = codes.values_list("code").annotate(number=Count("pk")).order_by("-number", "code")
    return [(str(code), number) for code, number in counts]


def report(
    run: Import,
    *,
    outcome: Outcome | None,
    code: str,
    heading: Sequence[str],
    outcome_labels: OutcomeLabels,
    actor: Actor,
) -> Iterator[str]:
    """Yields the report as lines of CSV, the heading first: record number, outcome and reasons
    (both as labels from `outcome_labels`), the record's label, title and URL path of the title,
    codes. Rows are streamed from the database. Raises NotAllowed."""
    actor.require_or_system(*TITLE_IMPORTERS)
    rows = _rows(run, outcome, code).values_list(
        "number", "outcome", "codes", "label", "title__title", "title__slug"
    )
    yield from lines([heading])
    for number, became, codes, label, title, slug in rows.iterator(chunk_size=2000):
        address = f"/koleksi/{slug}/" if slug else ""
        labels = outcome_labels(became, codes)
        yield from lines([[number, *labels, label, title or "", address, " ".join(codes)]])


def proposals(page: str, *, actor: Actor, per_page: int = runs.PER_PAGE) -> "Page[Proposal]":
    """Returns a page of open proposals, oldest first. Raises NotAllowed. Two queries."""
    actor.require_or_system(*TITLE_IMPORTERS)
    waiting = Proposal.objects.filter(state=ProposalState.OPEN).order_by("pk")
    return Paginator(waiting.select_related("older", "newer"), per_page).get_page(page)


def open_proposals() -> int:
    """Returns the number of open proposals. One query."""
    return Proposal.objects.filter(state=ProposalState.OPEN).count()


def titles_with_lent_files(import_id: int) -> QuerySet[BookFile, int]:
    """Returns the ids of titles that got an encrypted file, for lending, from this import."""
    files = BookFile.objects.filter(run_id=import_id, open_name="").order_by()
    return files.values_list("title_id", flat=True).distinct()


def titles_with_open_files(import_id: int) -> QuerySet[BookFile, int]:
    """Returns the ids of titles that got an open file, for everybody, from this import."""
    files = BookFile.objects.filter(run_id=import_id).exclude(open_name="").order_by()
    return files.values_list("title_id", flat=True).distinct()


def _rows(run: Import, outcome: Outcome | None, code: str) -> QuerySet[ImportRow]:
    rows = ImportRow.objects.filter(run=run).order_by("number")
    if outcome is not None:
        rows = rows.filter(outcome=outcome)
    return rows.filter(codes__contains=[code]) if code else rows
