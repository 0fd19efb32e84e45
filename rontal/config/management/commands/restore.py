"""Brings database and files back from a backup."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from rontal.config import backup, backup_keys


class Command(BaseCommand):
    help = "Bring database and files back from a backup."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `rontal backup` made")
        parser.add_argument("--replace", action="store_true", help="replace the existing data")
        one_of = parser.add_mutually_exclusive_group()
        one_of.add_argument(
            "--key-file", type=Path, help="the file with the private key; else asked"
        )
        one_of.add_argument(
            "--passphrase-file", type=Path, help="its first line is the passphrase; else asked"
        )
        parser.add_argument(
            "--plain", action="store_true", help="accept a backup that is not encrypted"
        )
        parser.add_argument(
            "--erasures",
            type=Path,
            action="append",
            default=[],
            help="a copy of erasures.list: what to erase again (may be given several times)",
        )
        parser.add_argument(
            "--unsigned",
            action="store_true",
            help="accept a backup of another RONTAL_HASH_KEY or version",
        )

    def handle(
        self,
        *,
        file: Path,
        replace: bool,
        key_file: Path | None,
        passphrase_file: Path | None,
        plain: bool,
        unsigned: bool,
        erasures: list[Path],
        **_options: object,
    ) -> None:
        say = self.stdout.write
        identity = backup_keys.identity(
            settings.ENVIRONMENT,
            file,
            key_file=key_file,
            passphrase_file=passphrase_file,
            plain=plain,
            say=say,
        )
        backup.restore(
            settings.ENVIRONMENT,
            file,
            say,
            identity,
            replace=replace,
            unsigned=unsigned,
            lists=erasures,
        )
