"""`rontal import-licences`: imports licences from a seller's file."""

from collections import Counter
from pathlib import Path

from rontal.core.actors import Actor

ACTOR = Actor.system("rontal import-licences")


def run(path: Path, vendor: str) -> int:
    """Imports the licences and prints the result of each line; returns 1 where one was refused."""
    from records.errors import TableRefused
    from rontal.config.command import print_line
    from rontal.lending.licence_files import ColumnsUnknown, NoLicences
    from rontal.lending.services import Outcome, import_licences

    became: Counter[str] = Counter()
    try:
        for one in import_licences(content=path.read_bytes(), vendor=vendor, actor=ACTOR):
            became[one.outcome] += 1
            why = f" ({one.code.replace('_', ' ')})" if one.code else ""
            unstored = f" (terms not kept: {', '.join(one.unstored)})" if one.unstored else ""
            print_line(
                f"{one.number}: {one.outcome.value.replace('_', ' ')}{why}: {one.title}{unstored}"
            )
    except ColumnsUnknown as unknown:
        raise ValueError(f"{path} has columns that are not known: {unknown}") from None
    except (NoLicences, TableRefused):
        raise ValueError(
            f"{path} names no licences: CSV, XLSX, XLS, ODS or ODL-shaped JSON"
        ) from None
    print_line(", ".join(f"{number} {name.replace('_', ' ')}" for name, number in became.items()))
    return 1 if became[Outcome.REFUSED] else 0
