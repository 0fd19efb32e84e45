"""Erasures that a restore repeats: what people withdrew or ended after the backup was made."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rontal.config.backup_archive import BackupError

if TYPE_CHECKING:
    from rontal.core.erasures import Entry
Say = Callable[[str], None]


def collect(lists: Sequence[Path]) -> "set[Entry]":
    """Returns the entries of the given lists, of the list in the home, and of the database that
    will be replaced. Raises BackupError for a list that cannot be read, before anything changes.

    Writes them all to the list in the home, in case the restore stops half-way.
    """
    from django.db import connection

    from rontal.core import erasures
    from rontal.core.models import Erasure

    found = set()
    if Erasure._meta.db_table in connection.introspection.table_names():
        found |= erasures.entries()
    own = [erasures.path()] if erasures.path().exists() else []
    for source in [*own, *lists]:
        try:
            found |= erasures.read(source)
        except (OSError, ValueError) as error:
            raise BackupError(str(error)) from error
    connection.close()
    if found:
        erasures.save(found)
    return found


def repeat(known: "set[Entry]", say: Say) -> None:
    """Adds the entries to the restored library, repeats them, and writes the list anew."""
    from rontal.core import erasures
    from rontal.privacy.policies import PrivacyPolicies

    if not known:
        say("No list of erasures was found: what people ended or withdrew since is back.")
        say("If there is a copy of erasures.list, restore again with --erasures FILE.")
        return
    erasures.add(known)
    say(f"{erasures.repeat()} erasures that people decided were repeated.")
    erasures.write(PrivacyPolicies.current().erasure_list_days)
    if left := erasures.waiting():
        raise BackupError(f"{left} erasures could not be repeated; the worker tries them again")
