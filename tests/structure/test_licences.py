"""Licences of what is installed: none is GPL or AGPL, unless a reason is written here.

A package's metadata tell the licence of its own code; its licence files tell those of the libraries
that its wheel brings along. Of what a library installs both are read, of the tools of tests the
metadata.
"""

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

from rontal.config.env import ROOT
from tests.support.structure.licences import pinned

FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
STRONG = re.compile(
    r"(?<![A-Za-z])A?GPL|GNU (?:Affero )?General Public License|GNU Affero", re.IGNORECASE
)
"""Names of the licences that are not accepted. LGPL is: Python loads such a library, unchanged."""
ACCEPTED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser General Public"
    r"|CC0|Boost|W3C|OFL|Redistribution and use in source and binary forms",
    re.IGNORECASE,
)
BY_METADATA = {
    "odfpy": "Apache-2.0 or GPL or LGPL, at choice; tests only",
}
"""Packages whose metadata name GPL, and why they are accepted."""
BY_FILES = {
    "django": "the history of Python's own licence, which says how GPL code goes with it",
    "fido2": "MPL-2.0 names GPL among its secondary licences",
    "lxml": "its test runner, which the wheel does not contain",
    "numpy": "libgfortran: GPL-3.0 with the GCC exception",
    "onnxruntime": "Eigen: MPL-2.0 names GPL among its secondary licences",
    "opencv-python-headless": "FFmpeg: LGPL-2.1, whose text names the GPL",
    "pikepdf": "libstdc++: GPL-3.0 with the GCC exception",
    "pillow": "FreeType and liblzma: nothing of theirs under the GPL is linked",
    "pillow-heif": (
        "the wheel brings the encoder x265 (GPL-2.0-or-later), which Rontal never calls. The"
        " package without it is discontinued, with older decoders (decision 40)"
    ),
    "psycopg": "LGPL-3.0 adds to the text of the GPL",
    "psycopg-binary": "LGPL-3.0 adds to the text of the GPL",
    "psycopg-pool": "LGPL-3.0 adds to the text of the GPL",
    "py-vapid": "MPL-2.0 names GPL among its secondary licences",
    "pypdfium2": "files of the compilers: GPL-3.0 with the GCC exception",
    "python-stdnum": "LGPL-2.1 names the GPL",
    "shapely": "GEOS: LGPL-2.1",
    "typing-extensions": "the history of Python's own licence",
}
"""Packages whose licence files name GPL, and why they are accepted."""


def installed(name: str) -> Distribution | None:
    """Returns the package, or None where this machine needs none of it."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


PACKAGES = {name: one for name in pinned("base", "dev") if (one := installed(name))}
SERVING = {name: one for name, one in PACKAGES.items() if name in pinned("base")}
"""What a library installs."""


def licence(package: Distribution) -> str:
    """Returns what the metadata say about the licence of the package's own code."""
    metadata = package.metadata
    marks = [mark for mark in metadata.get_all("Classifier") or [] if mark.startswith("License")]
    words = metadata.get("License-Expression") or metadata.get("License") or ""
    return " | ".join([words, *marks])


def texts(package: Distribution) -> dict[str, str]:
    """Returns the licence files, by path."""
    files = [file for file in package.files or [] if FILE.search(str(file))]
    there = [(str(file), Path(str(package.locate_file(file)))) for file in files]
    return {
        name: path.read_text(errors="replace")
        for name, path in there
        if path.is_file() and path.suffix not in {".py", ".pyc", ".pyi", ".so"}
    }


def test_the_packages_are_found():
    assert {"django", "psycopg-binary", "pytest"} <= set(PACKAGES)
    assert len(set(pinned("base")) - set(SERVING)) < 5  # those of other systems


def test_every_package_has_an_accepted_licence():
    unknown = [name for name, one in PACKAGES.items() if not ACCEPTED.search(licence(one))]
    assert not unknown, f"licence unknown or not accepted: {unknown}"


def test_no_metadata_name_gpl_without_a_reason():
    strong = {name for name, one in PACKAGES.items() if STRONG.search(_weak(licence(one)))}
    assert strong == set(BY_METADATA)


def test_no_licence_file_names_gpl_without_a_reason():
    """A new package, or a new library in a wheel, has to be looked at and written above."""
    strong = {
        name
        for name, one in SERVING.items()
        if any(STRONG.search(_weak(text)) for text in texts(one).values())
    }
    assert not strong - set(BY_FILES), f"look at the licence files of {strong - set(BY_FILES)}"
    assert not set(BY_FILES) - strong, f"no longer needed: {set(BY_FILES) - strong}"


def _weak(text: str) -> str:
    """Returns the text without the names of the LGPL."""
    return re.sub(r"LGPL|GNU (?:Library or )?Lesser General Public License", "", text)


@pytest.mark.parametrize(
    "words", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v2 (GPLv2)", "GNU Affero GPL"]
)
def test_gpl_is_noticed(words):
    assert STRONG.search(_weak(words))


@pytest.mark.parametrize("words", ["LGPL-3.0-only", "GNU Lesser General Public License v2", "MIT"])
def test_other_licences_are_not_taken_for_gpl(words):
    assert not STRONG.search(_weak(words))


def test_every_npm_package_has_an_accepted_licence():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    licences = {name: one.get("license", "") for name, one in packages.items() if name}
    assert len(licences) > 20
    unknown = {
        name: words
        for name, words in licences.items()
        if not ACCEPTED.search(words) or STRONG.search(words)
    }
    assert not unknown
