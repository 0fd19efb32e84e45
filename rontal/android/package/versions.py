"""Version code and name of a package, from the program's version."""

import re
from dataclasses import dataclass
from typing import Final

from rontal.android.package.errors import BuildError

REVISIONS: Final = 100
MAX_VERSION_CODE: Final = 2_100_000_000
"""The largest version code that the Play Store accepts."""


@dataclass(frozen=True)
class Version:
    """`code` grows with every package that the store gets; `name` is shown to people."""

    code: int
    name: str


def version(text: str, revision: int = 0) -> Version:
    """Returns the version of a package for a program's version as 1.2.3.

    The code is 1_002_003 × 100 + revision. The revision (0 to 99) separates packages of one program
    version apart, as after a change of the library's name or icon.
    Raises BuildError if there is no code for it.
    """
    parts = re.fullmatch(r"(\d+)\.(\d{1,3})\.(\d{1,3})", text)
    if not parts:
        raise BuildError(f"the program's version is {text!r}; a package needs one as 1.2.3")
    if not 0 <= revision < REVISIONS:
        raise BuildError(f"the revision is {revision}; it is 0 to {REVISIONS - 1}")
    major, minor, patch = map(int, parts.groups())
    code = (major * 1_000_000 + minor * 1_000 + patch) * REVISIONS + revision
    if not 0 < code <= MAX_VERSION_CODE:
        raise BuildError(f"the version {text} has no version code that the store takes")
    return Version(code, f"{text}.{revision}" if revision else text)
