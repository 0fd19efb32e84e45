"""Command `rontal app` and its actions."""

import argparse
from pathlib import Path

from rontal.config import env
from rontal.config.operator_errors import Refused


def add_actions(app: argparse.ArgumentParser) -> None:
    actions = app.add_subparsers(required=True, metavar="ACTION", dest="action")
    summary = "Build the Android package, for the Play Store and for phones."
    build = actions.add_parser("build", help=summary, description=summary)
    build.set_defaults(act=_build)
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


def _build(chosen: argparse.Namespace) -> None:
    import django
    from django.conf import settings

    environment = env.read()
    django.setup()  # for settings and static files; the database is not used
    from rontal.config import app_build, store_kit
    from rontal.config.command import print_line

    if settings.LIBRARY is None:
        raise Refused("RONTAL_LIBRARY names no library profile")
    built = app_build.run(
        chosen.out,
        settings.LIBRARY,
        host=app_build.host_of(chosen.host, environment.url),
        passphrase_file=chosen.passphrase_file,
        revision=chosen.revision,
        screens=not chosen.without_screenshots,
        say=print_line,
    )
    store_kit.note_build(
        environment, fingerprint=built.fingerprint, version=built.version, say=print_line
    )
