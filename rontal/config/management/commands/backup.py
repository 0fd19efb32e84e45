"""Writes database and files into one encrypted file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from rontal.config import backup, backup_keys


class Command(BaseCommand):
    help = "Write database and files into one encrypted file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to make")
        parser.add_argument("--quiet", action="store_true", help="say only warnings and faults")
        one_of = parser.add_mutually_exclusive_group()
        one_of.add_argument(
            "--passphrase-file",
            type=Path,
            help="encrypt with its first line, not to the public key",
        )
        one_of.add_argument("--plain", action="store_true", help="do not encrypt it")

    def handle(
        self,
        *,
        file: Path,
        quiet: bool,
        passphrase_file: Path | None,
        plain: bool,
        **_options: object,
    ) -> None:
        say = self.stdout.write
        recipients = backup_keys.recipients(
            settings.ENVIRONMENT, passphrase_file=passphrase_file, plain=plain, say=say
        )
        backup.make(settings.ENVIRONMENT, file, _ignore if quiet else say, recipients)


def _ignore(_text: str) -> None:
    """Prints nothing."""
