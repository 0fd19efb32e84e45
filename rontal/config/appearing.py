"""Files that appear whole or not at all: whoever finds one may trust it."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from errno import EEXIST
from pathlib import Path


@contextlib.contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Where to write the file or folder that is `target` once the block has come to its end.

    Raises FileExistsError where something is there: nothing is written over.
    """
    if target.exists():
        raise FileExistsError(EEXIST, "is there already", str(target))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        part.rename(target)
    finally:
        if part.is_dir():
            shutil.rmtree(part)
        part.unlink(missing_ok=True)
