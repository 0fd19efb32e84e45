"""ZIP files that are the same for the same content: one date, one order."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

DATE: Final = (1980, 1, 1, 0, 0, 0)
STORED: Final = (".arsc", ".png")
"""Endings of files that are stored without compression: Android maps the resource table into
memory, and pictures are compressed already.
"""


def read(path: Path) -> dict[str, bytes]:
    """Returns the files of an archive by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, files: Mapping[str, bytes], first: Iterable[str] = ()) -> None:
    """Writes an archive: the files named in `first`, then the others by name."""
    leading = list(first)
    with zipfile.ZipFile(path, "w") as archive:
        for name in [*leading, *sorted(set(files) - set(leading))]:
            entry = zipfile.ZipInfo(name, DATE)
            stored = name.endswith(STORED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name], compresslevel=9)
