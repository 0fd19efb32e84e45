"""Atomic creation of files and folders, so that an existing one is always complete."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from errno import EEXIST
from pathlib import Path


@contextlib.contextmanager
def atomic_write(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """Yields a temporary path, which is renamed to `target` at the end of the block.

    Raises FileExistsError where `target` exists, unless it is a file to `replace`. After an error
    in the block the temporary file or folder is deleted.
    """
    if target.exists() and not replace:
        raise FileExistsError(EEXIST, "is there already", str(target))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        part.rename(target)
    finally:
        if part.is_dir():
            shutil.rmtree(part)
        part.unlink(missing_ok=True)
