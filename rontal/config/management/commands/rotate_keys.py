"""Seals everything by the active key."""

from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError

from rontal.accounts import second_factors
from rontal.core import sealed_files, sealed_values
from rontal.core.sealing import Rotated

MAX_NAMED = 5


class Command(BaseCommand):
    """Seals values, files and second factors anew; raises CommandError where some do not open."""

    help = "Seal everything by the first of RONTAL_SEAL_KEYS."

    def handle(self, **_options: object) -> None:
        closed = [
            *self._rotate("values", sealed_values.rotate()),
            *self._rotate("files", sealed_files.rotate()),
            *self._rotate("second factors", second_factors.rotate()),
        ]
        if closed:
            raise CommandError(
                f"these do not open and stay as they were: {'; '.join(closed)}. Where their key is"
                " known, put it back into RONTAL_SEAL_KEYS; else bring them back from a backup"
            )
        self.stdout.write("Keep the old keys until the backups that need them have expired.")

    def _rotate(self, what: str, rotation: Iterable[Rotated]) -> list[str]:
        """Prints the progress; returns what does not open, as text, if anything."""
        done, closed = 0, list[str]()
        for done, total, name in rotation:
            closed += [name] if name else []
            if done % 100 == 0 or done == total:
                self.stdout.write(f"  {done} of {total} {what}")
        self.stdout.write(f"{done - len(closed)} {what} were sealed anew by the active key")
        return [f"{len(closed)} {what} ({', '.join(closed[:MAX_NAMED])})"] if closed else []
