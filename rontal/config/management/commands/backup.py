"""Writes database and files into one file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from rontal.config import backup


class Command(BaseCommand):
    help = "Write database and files into one file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to make")

    def handle(self, *, file: Path, **_options: object) -> None:
        backup.make(settings.ENVIRONMENT, file, self.stdout.write)
