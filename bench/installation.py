"""Disk that an installation takes, and how long setting it up takes.

Clones the committed state of this folder into a temporary one, sets it up as `./run` does, and
imports every module once, so that the bytecode which Python writes counts, too. A MB is 1,048,576
bytes of blocks on disk, as `du -sm` prints them. Data of the library (`RONTAL_HOME`), the clone
itself and the caches of pip, uv and npm in the home folder are not counted.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.figures import Figures, main
from rontal.config.env import ROOT

BUDGET_MB: Final = 700
LISTED: Final = 15
IMPORT_ALL: Final = """
import importlib, pkgutil, django
django.setup()
for package in ("idcard", "records", "rontal"):
    path = importlib.import_module(package).__path__
    for module in pkgutil.walk_packages(path, f"{package}."):
        if not module.name.endswith(".__main__"):
            importlib.import_module(module.name)
"""


def measure(figures: Figures, _quick: bool) -> None:
    """Sets up a clone and adds its sizes."""
    with tempfile.TemporaryDirectory(prefix="installation-") as name:
        clone = Path(name) / "rontal"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        figures.add("set-up", _seconds(clone), "s")
        figures.add("set-up again", _seconds(clone), "s")
        _import_all(clone)
        _add_sizes(figures, clone)


def _add_sizes(figures: Figures, clone: Path) -> None:
    folders = [clone / name for name in (".venv", "node_modules", "build")]
    figures.at_most("installed", sum(map(megabytes, folders)), "MB", BUDGET_MB)
    for folder in folders:
        figures.add(folder.name, megabytes(folder), "MB")
    packages = next((clone / ".venv/lib").glob("python3*/site-packages"))
    sizes = sorted(((megabytes(path), path.name) for path in packages.iterdir()), reverse=True)
    for size, name in sizes[:LISTED]:
        figures.add(f".venv: {name}", size, "MB")


def megabytes(path: Path) -> float:
    """Returns the disk that a file or folder takes; hard links to other folders count in full."""
    return sum(each.lstat().st_blocks for each in _walk(path)) * 512 / 2**20


def _walk(path: Path) -> Iterator[Path]:
    if path.exists():
        yield path
    for folder, names, files in os.walk(path):
        yield from (Path(folder) / name for name in (*names, *files))


def _seconds(clone: Path) -> float:
    started = time.perf_counter()
    call = [sys.executable, "-m", "setup", "install"]
    subprocess.run(call, cwd=clone, env=_environment(), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _import_all(clone: Path) -> None:
    home = {"RONTAL_MODE": "demo", "RONTAL_HOME": str(clone / "build/home")}
    settings = {"DJANGO_SETTINGS_MODULE": "rontal.config.settings"}
    call: list[str | Path] = [clone / ".venv/bin/python", "-c", IMPORT_ALL]
    subprocess.run(call, cwd=clone, env=_environment() | home | settings, check=True)


def _environment() -> dict[str, str]:
    """Returns the environment without what would make the clone import from here."""
    left_out = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "DATABASE_URL")
    return {key: value for key, value in os.environ.items() if key not in left_out}


if __name__ == "__main__":
    main(measure, __doc__)
