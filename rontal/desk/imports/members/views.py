"""Import of members from another program: upload, columns, dry run, report, import."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import TableRefused
from records.tables.writing import MARK, lines
from rontal.accounts.roles import MEMBER_IMPORTERS
from rontal.core.errors import DecodersBusy, DomainError, IllegalTransition
from rontal.desk.imports.members import forms, labels
from rontal.imports.states import BUSY, ImportState
from rontal.membership.claiming import services as claiming
from rontal.membership.importing import selectors, services
from rontal.membership.importing.errors import (
    ColumnTwice,
    ImportBusy,
    NameColumnMissing,
    NumberColumnMissing,
)
from rontal.membership.importing.layout import Layout
from rontal.membership.importing.models import Import
from rontal.membership.importing.rules.columns import HEADINGS
from rontal.membership.importing.selectors import OpenedRow
from rontal.membership.importing.states import RowState
from rontal.membership.policies import MembershipPolicies
from rontal.ui import access, responses, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_proof
from rontal.ui.uploads import reads_uploads_with

KIND = "desk:member_import"
"""Prefix of the names of the URLs."""
COLUMN_ERRORS = (ColumnTwice, NameColumnMissing, NumberColumnMissing)


@access.staff(*MEMBER_IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
@reads_uploads_with(forms.TableUpload)
def overview(request: HttpRequest) -> HttpResponse:
    """Lists the imports and starts a new one from an uploaded file."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = forms.UploadForm(request.POST, request.FILES) if posted else forms.UploadForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = services.start_import(content=file.file, file_name=file.name, actor=actor)
            return redirect("desk:member_import", run.pk)
        except (TableRefused, DecodersBusy) as error:
            form.add_error("file", sentences.of(error))
        except OSError:
            form.add_error("file", sentences.of_code("storage_full"))
    runs = selectors.imports(actor)
    counts = selectors.counts_by_import(runs)
    listed = [(run, counts[run.pk].all) for run in runs]
    context = {"kind": KIND, "form": form, "runs": listed}
    return render(request, "desk/imports/members/overview.html", context)


@access.staff(*MEMBER_IMPORTERS)
@require_safe
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """Shows an import in its current state."""
    run = selectors.import_for_staff(import_id, actor_of(request))
    if run.state == ImportState.MAPPING:
        return _render_columns(request, run)
    return render(request, "desk/imports/members/import.html", _import_context(run))


@access.staff(*MEMBER_IMPORTERS)
@require_safe
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """Returns the progress of a running job; reloads the page once it is done (`HX-Refresh`)."""
    run = selectors.import_for_staff(import_id, actor_of(request))
    if run.state not in BUSY:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "desk/imports/progress.html", _import_context(run))


@access.staff(*MEMBER_IMPORTERS)
@require_POST
def check(request: HttpRequest, import_id: int) -> HttpResponse:
    """Starts the dry run with the chosen columns."""
    actor = actor_of(request)
    run = selectors.import_for_staff(import_id, actor)
    fields = forms.chosen_fields(selectors.layout_of(run), request.POST)
    lenient = bool(request.POST.get("longgar"))
    try:
        services.check_import(import_id=run.pk, fields=fields, lenient=lenient, actor=actor)
    except COLUMN_ERRORS as error:
        return _render_columns(request, run, error)
    except IllegalTransition:
        notes.info(request, _("A colleague was first. This is the current state."))
    return redirect("desk:member_import", import_id)


@access.staff(*MEMBER_IMPORTERS)
@needs_proof
@require_POST
def act(request: HttpRequest, import_id: int, what: str) -> HttpResponse:
    """Runs the named action of `ACTS`: import, change columns, discard, undo, invite, stop
    inviting."""
    try:
        ACTS[what](import_id=import_id, actor=actor_of(request))
    except ImportBusy as error:
        notes.error(request, sentences.of(error))
    except IllegalTransition:
        notes.info(request, _("A colleague was first. This is the current state."))
    return redirect("desk:member_import", import_id)


@access.staff(*MEMBER_IMPORTERS)
@needs_proof
@require_safe
def rows(request: HttpRequest, import_id: int) -> HttpResponse:
    """Shows the report: each row with its problems; the access is logged."""
    actor = actor_of(request)
    run = selectors.import_for_staff(import_id, actor)
    state, code = _state(request), _code(request.GET)
    page = selectors.rows_page(
        run, state=state, code=code, number=request.GET.get("halaman", "1"), actor=actor
    )
    opened = selectors.opened_rows(run, list(page.object_list), actor=actor)
    context = _import_context(run) | {
        "page": page,
        "rows": opened,
        "state": state or "",
        "code": code,
    }
    context["layout"] = selectors.layout_of(run)
    return render(request, "desk/imports/members/rows.html", context)


@access.staff(*MEMBER_IMPORTERS)
@needs_proof
@require_POST
def download(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """Streams rows as CSV with their problems; the export is logged."""
    actor = actor_of(request)
    run = selectors.import_for_staff(import_id, actor)
    state, code = _state(request), _code(request.POST)
    rows = selectors.exported_rows(run, state=state, code=code, actor=actor)
    lines = lines_of(selectors.layout_of(run), rows)
    return responses.download(lines, "baris-anggota.csv")


ACTS: dict[str, Callable[..., Any]] = {
    "ambil": services.begin_import,
    "kolom": services.change_columns,
    "buang": services.discard_import,
    "urungkan": services.undo_import,
    "undang": claiming.start_inviting,
    "jangan-undang": claiming.stop_inviting,
}


def _render_columns(
    request: HttpRequest, run: Import, error: DomainError | None = None
) -> HttpResponse:
    """Shows the columns with sample cells; these are personal data, so the access is logged."""
    layout = selectors.layout_of(run)
    sample = selectors.sample_of(run, actor=actor_of(request))
    context = _import_context(run) | {
        "lines": forms.column_lines(layout, sample, request.POST if error else None),
        "meanings": forms.meanings(),
        "lenient": bool(request.POST.get("longgar")) if error else run.lenient,
        "refused": sentences.of(error) if error else "",
    }
    return render(request, "desk/imports/members/columns.html", context)


def _import_context(run: Import) -> dict[str, Any]:
    counts = selectors.counts(run)
    done = run.state in (ImportState.DONE, ImportState.UNDONE)
    return {
        "kind": KIND,
        "run": run,
        "layout": selectors.layout_of(run),
        "counts": [(state, counts.of(state)) for state in RowState if counts.of(state)],
        "all": counts.all,
        "ready": counts.of(RowState.READY),
        "wrong": counts.of(RowState.WRONG),
        "percent": _percent(run, counts),
        "problems": [
            (code, labels.about(code), number)
            for code, number in selectors.problem_counts(run, state=RowState.WRONG)
        ],
        "hourly": MembershipPolicies.current().invitations_an_hour,
        "invitations": selectors.invitations(run) if done else None,
        "error": sentences.of_code(run.error, services.LIMITS) if run.error else "",
    }


def _percent(run: Import, counts: selectors.Counts) -> int:
    if run.state == ImportState.TAKING:
        left, taken = counts.of(RowState.READY), counts.of(RowState.TAKEN)
        return taken * 100 // max(left + taken, 1)
    if run.state == ImportState.UNDOING:
        left, undone = counts.of(RowState.TAKEN), counts.of(RowState.UNDONE)
        return undone * 100 // max(left + undone, 1)
    return run.percent


def _state(request: HttpRequest) -> RowState | None:
    value = request.GET.get("keadaan") or request.POST.get("keadaan") or ""
    return RowState(value) if value in list(RowState) else None


def _code(parameters: Mapping[str, str]) -> str:
    code = parameters.get("sebab", "")
    return code if code in labels.PROBLEMS else ""


def lines_of(layout: Layout, rows: Iterable[OpenedRow]) -> Iterator[str]:
    """Yields CSV lines of the rows with their headings and a last column of problems.

    A file without headings gets standard ones, which a new upload recognises.
    """
    width = len(layout.fields)
    headings = (
        list(layout.headings)
        if layout.heading
        else [HEADINGS[field] if field else "" for field in layout.fields]
    )
    yield MARK
    yield from lines([[*headings, _("What is wrong")]])
    for row in rows:
        cells = [*row.cells, *[""] * width][: max(width, len(row.cells))]
        problems = " ".join(labels.problem(one) for one in (*row.problems, *row.remarks))
        yield from lines([[*cells, problems]])
