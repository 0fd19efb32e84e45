"""Programs that check a package, and packages that are built twice."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from rontal.android.package import building


def need(*programs: str) -> None:
    """Skips, loudly, where a program that proves something is absent."""
    absent = [name for name in programs if not shutil.which(name)]
    if absent:
        pytest.skip(f"LOUD: {', '.join(absent)} is absent, so the Android package was not proved")


def run(*call: str | Path, fails: bool = False) -> str:
    """The output of a program that succeeds, or that fails if `fails` is set."""
    done = subprocess.run(
        [str(part) for part in call], capture_output=True, text=True, check=False, timeout=300
    )
    output = done.stdout + done.stderr
    assert bool(done.returncode) is fails, output
    return output


@dataclass(frozen=True)
class Twice:
    """Two folders in which the same was built with the same key."""

    first: Path
    second: Path

    @property
    def apk(self) -> Path:
        return self.first / building.APK

    @property
    def bundle(self) -> Path:
        return self.first / building.BUNDLE


Walk = Callable[..., list[str]]
