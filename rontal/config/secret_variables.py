"""Environment variables with keys and passwords, which leave the environment once a process has
started: neither the programs that it starts nor `/proc/PID/environ` have them.

`os.environ.pop` alone changes what later programs inherit, not the block that the kernel wrote at
the start of the process, which every process of the same user may read: it is overwritten
(proc_pid_environ(5), proc_pid_stat(5)).
"""

import ctypes
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rontal.core.child_processes import forbid_inspection

NAMES: Final = (
    "RONTAL_SECRET_KEY", "RONTAL_SEAL_KEYS", "RONTAL_HASH_KEY", "RONTAL_PUSH_KEY",
    "RONTAL_WHATSAPP_TOKEN", "RONTAL_WHATSAPP_SECRET", "RONTAL_SMTP_URL", "RONTAL_IMAP_URL",
    "DATABASE_URL",
)  # fmt: skip
OF_PROVIDERS: Final = re.compile("RONTAL_OIDC_[A-Z0-9_]+_CLIENT_SECRET")
_FIRST, _ENV_START, _ENV_END = 3, 50, 51
"""Numbers of fields of /proc/PID/stat: the first after the program's name, and the addresses of
the environment block.
"""
_removed: dict[str, str] = {}


def hide() -> None:
    """Removes the variables from this process's environment, where `variables` returns them from
    then on, and hides its memory from other processes of the same user. For the start of a program.
    """
    names = [name for name in os.environ if name in NAMES or OF_PROVIDERS.fullmatch(name)]
    _removed.update({name: os.environ.pop(name) for name in names})
    _overwrite(names)
    forbid_inspection()


def variables() -> dict[str, str]:
    """Returns the environment with the removed variables; for programs of Rontal's own only, which
    remove them again.
    """
    return _removed | os.environ


def _overwrite(names: Iterable[str]) -> None:
    """Writes zeros over variables in the block of the kernel, where the system shows it."""
    try:
        words = Path("/proc/self/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return
    start, end = (int(words[field - _FIRST]) for field in (_ENV_START, _ENV_END))
    if not start < end:
        return
    at = start
    for entry in ctypes.string_at(start, end - start).split(b"\0"):
        if entry.partition(b"=")[0].decode(errors="replace") in names:
            ctypes.memset(at, 0, len(entry))
        at += len(entry) + 1
