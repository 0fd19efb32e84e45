"""Brings database and files back from a backup."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from rontal.config import backup


class Command(BaseCommand):
    help = "Bring database and files back from a backup."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `rontal backup` made")
        parser.add_argument("--replace", action="store_true", help="give up what is here now")

    def handle(self, *, file: Path, replace: bool, **_options: object) -> None:
        backup.restore(settings.ENVIRONMENT, file, self.stdout.write, replace=replace)
