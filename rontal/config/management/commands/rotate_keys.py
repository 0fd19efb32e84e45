"""Seals everything by the active key, and hashes everything by the active hash key."""

from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rontal.accounts import second_factors
from rontal.config import hash_rotation
from rontal.core import rehashing, sealed_files, sealed_values, sealing
from rontal.core.sealing import Rotated

MAX_NAMED = 5


class Command(BaseCommand):
    """Seals values, files and second factors anew, and makes hashes anew; raises CommandError where
    some do not open.
    """

    help = "Seal everything by the first of RONTAL_SEAL_KEYS, hash by the first of RONTAL_HASH_KEY."

    def handle(self, **_options: object) -> None:
        key = rehashing.begin()
        closed = [
            *self._rotate("values", sealed_values.rotate()),
            *self._rotate("files", sealed_files.rotate()),
            *self._rotate("second factors", second_factors.rotate()),
        ]
        unknown = list[str]()
        if len(sealing.hash_keys()) > 1:
            for what, rotate in hash_rotation.ROTATED.items():
                unknown += self._rotate(what, rotate(), done_as="are hashed by the active hash key")
            self._report_remaining(hash_rotation.remaining(key.since))
        if closed:
            raise CommandError(
                f"these do not open and stay as they were: {'; '.join(closed)}. Where their key is"
                " known, put it back into RONTAL_SEAL_KEYS; else bring them back from a backup"
            )
        if unknown:
            raise CommandError(
                f"these hashes stay as they were: {'; '.join(unknown)}. Either their value does not"
                " open, or no key of RONTAL_HASH_KEY made them, or the person has two memberships"
            )
        self.stdout.write("Keep the old keys until the backups that need them have expired.")

    def _rotate(
        self,
        what: str,
        rotation: Iterable[Rotated],
        done_as: str = "were sealed anew by the active key",
    ) -> list[str]:
        """Prints the progress; returns what was left as it is, as text, if anything."""
        done, closed = 0, list[str]()
        for done, total, name in rotation:
            closed += [name] if name else []
            if done % 100 == 0 or done == total:
                self.stdout.write(f"  {done} of {total} {what}")
        self.stdout.write(f"{done - len(closed)} {what} {done_as}")
        return [f"{len(closed)} {what} ({', '.join(closed[:MAX_NAMED])})"] if closed else []

    def _report_remaining(self, found: list[rehashing.Remaining]) -> None:
        """Says what remains under a former hash key, and when that key may leave."""
        if not found:
            self.stdout.write("Nothing needs a former hash key any more but backups.")
            return
        self.stdout.write("Under a former hash key may remain, as only their holders know them:")
        for one in found:
            end = f", until {timezone.localdate(one.until)} at the latest" if one.until else ""
            self.stdout.write(f"  up to {one.count} {one.what}{end}")
        self.stdout.write("They stop working when that key leaves RONTAL_HASH_KEY.")
