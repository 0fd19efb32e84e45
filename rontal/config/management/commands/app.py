"""Builds the library's own app."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rontal.config import app_build, store_kit


class Command(BaseCommand):
    help = "The library's own app."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
        summary = "Build the Android package, for the Play Store and for phones."
        build = actions.add_parser("build", help=summary, description=summary)
        build.add_argument("--out", type=Path, required=True, help="the folder with the package")
        build.add_argument("--host", default="", help="the site; that of RONTAL_URL when left out")
        build.add_argument(
            "--passphrase-file", type=Path, help="its first line seals the signing key; else asked"
        )
        build.add_argument(
            "--revision",
            type=int,
            default=0,
            help="0 to 99, for another package of the same version of Rontal",
        )
        build.add_argument(
            "--without-screenshots",
            action="store_true",
            help="leave the store's pictures of pages out, which take some minutes",
        )

    def handle(self, *, out: Path, **options: Any) -> None:
        if settings.LIBRARY is None:
            raise CommandError("RONTAL_LIBRARY names no library profile")
        built = app_build.run(
            out,
            settings.LIBRARY,
            host=app_build.host_of(options["host"], settings.PUBLIC_URL),
            passphrase_file=options["passphrase_file"],
            revision=options["revision"],
            screens=not options["without_screenshots"],
            say=self.stdout.write,
        )
        store_kit.note_build(
            settings.ENVIRONMENT,
            fingerprint=built.fingerprint,
            version=built.version,
            say=self.stdout.write,
        )
