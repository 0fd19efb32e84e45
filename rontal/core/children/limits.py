"""Limits of time and memory for a child process."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """Limits for a child.

    For each answer: `core_seconds` of processor time, which count the same on a busy computer, and
    `seconds` of elapsed time, for a child that hangs without using the processor. `start_seconds`
    is the elapsed time that it may take to load.

    `memory` is the limit of resident bytes, which is checked while waiting for an answer;
    `allocated` is the limit of the data segment in bytes, which the system enforces at once.

    `programs` lets the child start programs, which have the limits of the child that starts them;
    `scratch` gives it an empty folder for temporary files.
    """

    core_seconds: float = 20
    seconds: float = 90
    start_seconds: float = 120
    memory: int = 420_000_000
    allocated: int = 800_000_000
    programs: bool = False
    scratch: bool = False


DECODING = Bounds(core_seconds=8, seconds=45, start_seconds=20)
"""Limits for the child that decodes one file from outside."""

SAMPLING = Bounds(
    core_seconds=15, seconds=60, start_seconds=20, allocated=2_000_000_000, programs=True
)
"""Limits for the child that reads the beginning of a file of records or a table for staff; a
spreadsheet is loaded whole for it, by a child of this child, which has the limits of
`records.tables.spreadsheet_child`.
"""
STREAMING = Bounds(
    core_seconds=120,
    seconds=180,
    start_seconds=20,
    memory=1_000_000_000,
    allocated=2_000_000_000,
    programs=True,
    scratch=True,
)
"""Limits for the child that reads a whole file of records or a table for a job; the seconds are
those of one piece.
"""
