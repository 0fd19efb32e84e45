"""The launcher's code can be read: each method has a comment, and no stretch of code is long
without a comment. Checked on the sources, since the compiled code contains no comment."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from rontal.android.package.launcher import SOURCES

FILES = sorted(SOURCES.glob("*.smali"))
LONGEST = 26
"""Lines of code in a row without a comment beside or between them."""


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_class_and_method_has_a_comment(path: Path) -> None:
    sources = lines(path)
    assert sources[0].startswith("# ")
    silent = [
        line
        for before, line in zip(sources, sources[1:], strict=False)
        if line.startswith(".method") and not before.startswith("# ")
    ]
    assert silent == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_stretch_of_code_is_long_without_a_comment(path: Path) -> None:
    runs = [
        list(run) for commented, run in groupby(lines(path), lambda line: "#" in line)
        if not commented
    ]  # fmt: skip
    assert [run[0] for run in runs if len(run) > LONGEST] == []


def test_first_file_explains_each_kind_of_step() -> None:
    """Checks that each instruction with an unclear name is explained where it is used."""
    text = (SOURCES / "Launcher.smali").read_text("utf-8")
    explained = text[: text.index(".class public")]
    for word in ("invoke-virtual", "move-result", "iget", "iput", "sget", "if-eqz", ".locals",
                 ".catch", "p0"):  # fmt: skip
        assert re.search(rf"{re.escape(word)}\b", explained), word
