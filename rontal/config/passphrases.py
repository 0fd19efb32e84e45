"""Passphrases from a file or the console; none is ever an argument of a command."""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError

OTHERS_READ = 0o077
Say = Callable[[str], None]


class PassphraseError(CommandError):
    """Passphrase that cannot be read; the message is one line."""


def read(path: Path | None, *, question: str, new: bool, say: Say) -> str:
    """Returns the first line of a file, or what is typed at the console, twice where it is new.

    Raises PassphraseError.
    """
    if path:
        warn_of_readers(path, say)
        try:
            return path.read_text("utf-8-sig").partition("\n")[0].rstrip("\r")
        except UnicodeDecodeError:
            raise PassphraseError(f"{path} is no text file") from None
    if not sys.stdin.isatty():
        raise PassphraseError("nobody is here to type the passphrase; give --passphrase-file")
    first = ask(question)
    if new and ask("Again: ") != first:
        raise PassphraseError("the two passphrases differ")
    return first


def ask(question: str) -> str:
    """Returns what is typed at the console, unseen; raises PassphraseError after Ctrl-D."""
    try:
        return getpass.getpass(question)
    except EOFError:
        raise PassphraseError("nothing was typed") from None


def warn_of_readers(path: Path, say: Say) -> None:
    """Prints a warning where others can read a file with a secret."""
    if path.stat().st_mode & OTHERS_READ:
        say(
            f"Other users of this computer can read {path}. `chmod 600` keeps them out; on a USB"
            " stick (FAT) it has no effect: unplug that when you are through."
        )
