"""`rontal import-members`: checks a list of members and optionally imports it."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rontal.core.actors import Actor


def members(path: Path, *, take: bool, lenient: bool) -> int:
    """Checks a list with the recognised or stored columns, and imports it with `take`.

    Returns 1 where rows are invalid or it fails. The problems of each row are shown at the desk.
    """
    from records.errors import TableRefused
    from rontal.core.errors import DomainError

    try:
        import_id = _check_file(path, lenient=lenient)
        if take:
            _import_rows(import_id)
        return _print_report(import_id)
    except (DomainError, TableRefused) as error:
        code = error.code.removeprefix("import_").replace("_", " ")
        print(f"{path.name}: {code}. Bring it at the desk to choose its columns.")
        return 1


def _check_file(path: Path, *, lenient: bool) -> int:
    from rontal.membership.importing import selectors, services
    from rontal.membership.importing.layout import names_of

    with path.open("rb") as content:
        run = services.start_import(content=content, file_name=path.name, actor=_actor())
    fields = names_of(selectors.layout_of(run).fields)
    services.check_import(import_id=run.pk, fields=fields, lenient=lenient, actor=_actor())
    services.check_rows(
        import_id=run.pk, report_progress=lambda row: print(f"  row {row}", flush=True)
    )
    return run.pk


def _import_rows(import_id: int) -> None:
    from rontal.imports.states import ImportState
    from rontal.membership.importing import selectors, services
    from rontal.membership.importing.states import RowState

    services.begin_import(import_id=import_id, actor=_actor())
    while selectors.import_for_staff(import_id, _actor()).state == ImportState.TAKING:
        services.take_rows(import_id=import_id)
        run = selectors.import_for_staff(import_id, _actor())
        print(f"  {selectors.counts(run).of(RowState.TAKEN)} taken in", flush=True)


def _print_report(import_id: int) -> int:
    from rontal.membership.importing import selectors
    from rontal.membership.importing.states import RowState

    run = selectors.import_for_staff(import_id, _actor())
    counts = selectors.counts(run)
    states = ", ".join(f"{counts.of(state)} {state}" for state in RowState if counts.of(state))
    print(states or run.error.replace("_", " "))
    for code, number in selectors.problem_counts(run, state=RowState.WRONG):
        print(f"  {number} {code.replace('_', ' ')}")
    print(f"Rows and reasons: /meja/impor-anggota/{run.pk}/")
    return 1 if counts.of(RowState.WRONG) or run.error else 0


def _actor() -> "Actor":
    from rontal.core.actors import Actor

    return Actor.system("rontal import-members")
