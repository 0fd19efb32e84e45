"""The code of the package: smali files, assembled into classes.dex. It is the same for every
library."""

import shutil
from pathlib import Path
from typing import Final

from rontal.android.package import tools
from rontal.android.package.resources import IDS, TEMPLATES
from rontal.android.package.tools import Tools

SOURCES: Final = TEMPLATES / "smali"
MIN_SDK: Final = 23


def assemble(programs: Tools, folder: Path) -> bytes:
    """Returns classes.dex; works in `folder`."""
    sources = folder / "smali"
    shutil.copytree(SOURCES, sources)
    (sources / "R.smali").write_text(numbers(), "utf-8")
    target = folder / "classes.dex"
    # One job and one order of files: else the same code is assembled into other bytes each time.
    call: list[str | Path] = [
        programs.smali,
        "assemble",
        "--jobs",
        "1",
        "--api",
        str(MIN_SDK),
        "--output",
        target,
    ]
    tools.run([*call, *sorted(sources.iterdir())])
    return target.read_bytes()


def numbers() -> str:
    fields = [f".field static final {name}:I = {number:#x}\n" for name, number in IDS.items()]
    return "".join([".class final Lrontal/app/R;\n", ".super Ljava/lang/Object;\n\n", *fields])
