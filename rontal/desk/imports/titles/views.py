"""Import of titles: files, columns, dry run, report, import, undo."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.formats import Kind
from rontal.accounts.roles import TITLE_IMPORTERS
from rontal.catalogue.importing import selectors, services
from rontal.catalogue.importing.kinds import Outcome
from rontal.catalogue.importing.models import Import, ImportFile
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.desk.imports.titles import forms, labels
from rontal.imports.states import BUSY, ImportState
from rontal.standard.selectors import library
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.responses import download, render_form
from rontal.ui.uploads import reads_uploads_with

SHOWN_FILES = 100
KIND = "desk:title_import"
"""Prefix of the names of the URLs."""


@access.staff(*TITLE_IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
@reads_uploads_with(forms.Bundle)
def overview(request: HttpRequest) -> HttpResponse:
    """Lists the imports and starts new ones from uploaded files."""
    actor, posted = actor_of(request), request.method == "POST"
    form = forms.UploadForm(request.POST, request.FILES) if posted else forms.UploadForm()
    if posted and form.is_valid():
        runs = _start_imports(request, form, actor)
        if len(runs) == 1:
            return redirect("desk:title_import", runs[0].pk)
        if runs:
            message = ngettext(
                "%(number)s import started.", "%(number)s imports started.", len(runs)
            )
            messages.success(request, message % {"number": len(runs)})
            return redirect("desk:title_imports")
        if not form.errors:
            form.add_error("bundle", sentences.of_code("records_nothing_chosen"))
    listed = [(run, run.records) for run in selectors.recent(actor)]
    context = {"form": form, "kind": KIND, "runs": listed, "targets": library().targets}
    return render_form(request, "desk/imports/titles/overview.html", context)


@access.staff(*TITLE_IMPORTERS)
@require_safe
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """Shows an import in its current state."""
    actor = actor_of(request)
    run = selectors.import_for_staff(import_id, actor)
    context = _run_context(run)
    if run.state == ImportState.MAPPING:
        _add_columns(run, actor)
        context |= _choices_context(run)
    return render(request, "desk/imports/titles/import.html", context)


@access.staff(*TITLE_IMPORTERS)
@require_safe
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """Returns the progress of a running job; reloads the page once it is done (`HX-Refresh`)."""
    run = selectors.import_for_staff(import_id, actor_of(request))
    if run.state not in BUSY:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "desk/imports/titles/progress.html", _run_context(run))


@access.staff(*TITLE_IMPORTERS)
@require_POST
def begin(request: HttpRequest, import_id: int) -> HttpResponse:
    """Starts the dry run with the chosen columns, or the import where `langsung` was pressed."""
    actor = actor_of(request)
    run = selectors.import_for_staff(import_id, actor)
    mapping = None
    if run.kind == Kind.TABLE:
        _add_columns(run, actor)
        mapping = forms.chosen(request.POST, len(run.columns["fields"]))
        if "title" not in mapping:
            context = _run_context(run) | _choices_context(run, mapping)
            context["refused"] = sentences.of_code("file_needs_title")
            return render(request, "desk/imports/titles/import.html", context, status=422)
    act = services.import_records if "langsung" in request.POST else services.check_import
    try:
        options = selectors.options_of(run)
        services.map_columns(import_id=run.pk, mapping=mapping, options=options, actor=actor)
        act(import_id=run.pk, actor=actor)
    except IllegalTransition:
        messages.info(request, _("A colleague was first. This is the current state."))
    return redirect("desk:title_import", import_id)


@access.staff(*TITLE_IMPORTERS)
@require_POST
def act(request: HttpRequest, import_id: int, what: str) -> HttpResponse:
    """Runs the named action of `ACTS`: import, change columns, discard, stop, undo."""
    try:
        ACTS[what](import_id=import_id, actor=actor_of(request))
    except IllegalTransition:
        messages.info(request, _("A colleague was first. This is the current state."))
    return redirect("desk:title_import", import_id)


@access.staff(*TITLE_IMPORTERS)
@require_safe
def rows(request: HttpRequest, import_id: int) -> HttpResponse:
    """Shows the report: records with a result other than new or same, with the reason."""
    actor = actor_of(request)
    run = selectors.import_for_staff(import_id, actor)
    outcome, code = _outcome(request), _code(request)
    number = request.GET.get("halaman", "1")
    page = selectors.rows(run, outcome=outcome, code=code, page=number, actor=actor)
    context = _run_context(run) | {"page": page, "outcome": outcome or "", "code": code}
    return render(request, "desk/imports/titles/rows.html", context)


@access.staff(*TITLE_IMPORTERS)
@require_safe
def report(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """Streams the report as CSV."""
    actor = actor_of(request)
    run = selectors.import_for_staff(import_id, actor)
    lines = selectors.report(
        run,
        outcome=_outcome(request),
        code=_code(request),
        heading=labels.report_heading(),
        outcome_labels=labels.report_row,
        actor=actor,
    )
    return download(lines, f"laporan-impor-{run.pk}.csv")


def _change(*, import_id: int, actor: Actor) -> Import:
    run = selectors.import_for_staff(import_id, actor)
    options = selectors.options_of(run)
    return services.map_columns(import_id=import_id, mapping=None, options=options, actor=actor)


ACTS: dict[str, Callable[..., Any]] = {
    "ambil": services.import_records,
    "kolom": _change,
    "buang": services.discard_import,
    "hentikan": services.stop_import,
    "urungkan": services.undo_import,
}


def _start_imports(request: HttpRequest, form: forms.UploadForm, actor: Actor) -> list[Import]:
    """Starts one import per file of records and one for all books; adds errors to the form."""
    by_kind = forms.sort(request.FILES.getlist("bundle"))
    for name, why in by_kind.refused:
        form.add_error("bundle", f"{name}: {sentences.of(why)}")
    runs = []
    try:
        for file in by_kind.records:
            run = services.start_inspected(file=file, options=form.options, actor=actor)
            runs.append(run)
        if by_kind.books or by_kind.zips:
            run = services.start_books(
                files=by_kind.books, zips=by_kind.zips, options=form.options, actor=actor
            )
            runs.append(run)
    except OSError:
        form.add_error("bundle", sentences.of_code("storage_full"))
    for message in form.errors.get("bundle", []) if runs else []:
        messages.error(request, str(message))
    return runs


def _add_columns(run: Import, actor: Actor) -> None:
    if run.kind == Kind.TABLE:
        services.add_columns(run=run, actor=actor, wait=forms.INSPECTION_SECONDS)


def _choices_context(run: Import, mapping: list[str | None] | None = None) -> dict[str, Any]:
    """Returns the context for the choices before the dry run."""
    if run.kind != Kind.TABLE:
        files = ImportFile.objects.filter(run=run).order_by("number")
        return {"files": files[:SHOWN_FILES], "number": files.count()}
    choices = mapping or run.columns.get("mapping")
    lines = forms.column_lines(run.columns, choices)
    return {"lines": lines, "meanings": forms.meanings(), "nobody": forms.lacks_contributors(lines)}


def _run_context(run: Import) -> dict[str, Any]:
    error = sentences.of_code(run.error) if run.error else ""
    return {
        "kind": KIND,
        "run": run,
        "format": labels.KINDS.get(run.kind, run.kind),
        "counts": [(outcome, run.of(outcome)) for outcome in Outcome if run.of(outcome)],
        "all": run.records,
        "coming": run.of(Outcome.NEW) + run.of(Outcome.PROPOSED) + run.of(Outcome.JOINED),
        "reasons": _reasons(run),
        "proposed": run.of(Outcome.PROPOSED),
        "percent": run.percent,
        "options": selectors.options_of(run),
        "error": error,
    }


def _reasons(run: Import) -> list[tuple[str, str, int]]:
    if run.state in BUSY or run.state == ImportState.MAPPING:
        return []
    return [(code, labels.code(code), number) for code, number in selectors.code_counts(run)]


def _outcome(request: HttpRequest) -> Outcome | None:
    value = request.GET.get("hasil", "")
    return Outcome(value) if value in list(Outcome) else None


def _code(request: HttpRequest) -> str:
    code = request.GET.get("sebab", "")
    return code if code in sentences.table() else ""
