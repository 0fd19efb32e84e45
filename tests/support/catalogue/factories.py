"""Factories of titles, created through the import."""

import itertools
import tempfile
from pathlib import Path

from rontal.catalogue.models import Title
from rontal.catalogue.services import ImportReport, import_files
from rontal.core.actors import Actor
from tests.support.records import epubs

SYSTEM = Actor.system("tests")
_serial = itertools.count(1)


def imported(content: bytes) -> ImportReport:
    """Imports a file with this content and returns the report."""
    with tempfile.TemporaryDirectory() as folder:
        path = epubs.written(Path(folder), content)
        return import_files(paths=[path], actor=SYSTEM)[0]


def title(name: str = "", **package_parts: object) -> Title:
    """Creates a public title."""
    report = imported(epubs.book(name or f"Buku {next(_serial)}", **package_parts))
    assert report.title_id is not None, report
    return Title.objects.get(pk=report.title_id)
