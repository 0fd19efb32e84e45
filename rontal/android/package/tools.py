"""The programs that build a package. Debian has all of them."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rontal.android.package.errors import BuildError, ToolsMissing

PROGRAMS: Final = {
    "aapt2": "aapt",
    "apksigner": "apksigner",
    "java": "default-jre-headless",
    "smali": "libsmali-java",
    "zipalign": "zipalign",
}
"""Programs, and the Debian package that contains each."""

FRAMEWORK: Final = Path("/usr/share/android-framework-res/framework-res.apk")
FRAMEWORK_PACKAGE: Final = "android-framework-res"
SECONDS: Final = 300


@dataclass(frozen=True)
class Tools:
    """Paths of the programs, and of the resources of Android itself."""

    aapt2: str
    apksigner: str
    smali: str
    zipalign: str
    framework: Path


def find() -> Tools:
    """Returns the tools. Raises ToolsMissing, which names the missing packages."""
    missing = missing_packages()
    if missing:
        raise ToolsMissing(
            "the Android tools are not complete; on Debian: "
            f"apt-get install --no-install-recommends {' '.join(missing)}"
        )
    paths = {name: shutil.which(name) or name for name in PROGRAMS if name != "java"}
    return Tools(framework=FRAMEWORK, **paths)


def missing_packages() -> list[str]:
    """Returns the Debian packages that are not installed here."""
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    return missing if FRAMEWORK.is_file() else [*missing, FRAMEWORK_PACKAGE]


def run(call: Sequence[str | Path], *, secret: str = "") -> None:
    """Runs a tool; `secret` goes to its standard input, so that no list of processes shows it.

    Raises BuildError with the first line of the tool's output.
    """
    name = Path(call[0]).name
    try:
        done = subprocess.run(  # noqa: S603 - the tool's path comes from find()
            [str(part) for part in call],
            input=secret,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise BuildError(f"{name} did not end within {SECONDS // 60} minutes") from None
    if done.returncode:
        lines = (done.stderr + done.stdout).strip().splitlines() or ["it said nothing"]
        raise BuildError(f"{name} failed: {lines[0]}")
