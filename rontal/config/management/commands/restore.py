"""Brings database and files back from a backup."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from rontal.config import backup, backup_keys


class Command(BaseCommand):
    help = "Bring database and files back from a backup."

    def add_arguments(self, parser: CommandParser) -> None:
        backup_keys.add_restore_arguments(parser)

    def handle(
        self,
        *,
        file: Path,
        replace: bool,
        key_file: Path | None,
        passphrase_file: Path | None,
        plain: bool,
        unsigned: bool,
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
            settings.ENVIRONMENT, file, say, identity, replace=replace, unsigned=unsigned
        )
