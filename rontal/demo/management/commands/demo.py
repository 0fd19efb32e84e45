"""Loads the demo library."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from rontal.demo import load


class Command(BaseCommand):
    """Loads the demo library; writes its sign-ins to a file that `rontal serve` prints."""

    help = "Load the demo library; loading it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say only faults")

    def handle(self, *, quiet: bool, **_options: object) -> None:
        call_command("init", quiet=True)
        load.load(_silent if quiet else self._print_progress)
        if not quiet and self.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")
        note = settings.HOME / "sign-ins.txt"
        note.write_text(load.sign_ins(settings.PUBLIC_URL), encoding="utf-8")

    def _print_progress(self, text: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r  {text}\033[K", ending="")
        else:
            self.stdout.write(f"  {text}")


def _silent(_text: str) -> None:
    """Ignores progress messages."""
