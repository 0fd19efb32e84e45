"""Problems that can stop a set-up, each as one line for a person."""

import contextlib
import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED_BYTES = 3_000_000_000
SIGNS = {
    "No space left on device": "the disk is full; free about 3 GB",
    "ENOSPC": "the disk is full; free about 3 GB",
    "Temporary failure in name resolution": "no connection to the package index",
    "dns error": "no connection to the package index",
    "Network is unreachable": "no connection to the package index",
    "Connection refused": "the package index refuses the connection",
    "EAI_AGAIN": "no connection to the package index",
    "Permission denied": "a file or folder here cannot be written",
    "HASHES": "a package differs from the one that was checked; do not use it",
    "hash mismatch": "a package differs from the one that was checked; do not use it",
}


class SetupError(Exception):
    """The set-up cannot go on; the message is one line."""


def explain(output: str) -> str:
    """Returns the sentence for a failed command: a known cause, or its last line of output."""
    for sign, sentence in SIGNS.items():
        if sign.lower() in output.lower():
            return sentence
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "the command failed without a word"


def check_folder() -> None:
    """Raises SetupError if this folder is not writable."""
    try:
        (ROOT / "build" / "stamps").mkdir(parents=True, exist_ok=True)
        probe = ROOT / "build" / f".probe-{os.getpid()}"
        probe.write_bytes(b"x")
    except OSError as error:
        raise SetupError(f"cannot write in {ROOT}: {error.strerror}") from error
    with contextlib.suppress(OSError):
        probe.unlink()


def check_space(needed: int = 0) -> None:
    """Raises SetupError if less than `needed` bytes of disk space are free, by default those of all
    packages.
    """
    needed = needed or NEEDED_BYTES
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise SetupError(
            f"the disk of {ROOT} has {free / 1e9:.1f} GB left; "
            f"Rontal's parts need {needed / 1e9:.1g} GB"
        )
