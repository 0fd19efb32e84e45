"""Keeps this machine's search index, or makes it anew."""

from django.core.management.base import BaseCommand, CommandParser

from rontal.config import search_process


class Command(BaseCommand):
    help = "Keep this machine's search index; `rontal serve` does it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="make it anew, then end")

    def handle(self, *, rebuild: bool, **_options: object) -> None:
        if rebuild:
            search_process.rebuild(self.stdout.write)
        else:
            search_process.run()
