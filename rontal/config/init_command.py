"""Implementation of `rontal init` and `rontal demo`."""

import base64
import secrets
import sys

from rontal.config import backup_keys, keys
from rontal.config.env import Environment, Mode
from rontal.config.operator_errors import Refused


def prepare_database(*, quiet: bool) -> None:
    """Applies migrations and creates the cache table; idempotent.

    Raises Refused where another version of Rontal migrated the database.
    """
    from django.core.management import call_command

    if others := unknown_migrations():
        raise Refused(
            f"another version of Rontal made these tables ({others[0]}): start that one, "
            "or bring back a backup of before with `rontal restore --replace`; "
            "a demo library of before can be deleted with its folder"
        )
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    call_command("createcachetable", verbosity=0)


def render_icons() -> None:
    """Renders the missing icons; a web process would keep the memory that this takes."""
    from django.conf import settings

    from rontal.ui import icon_files

    if settings.LIBRARY is not None:
        icon_files.render_all(settings.LIBRARY)


def unknown_migrations() -> list[str]:
    """Returns the applied migrations of our apps that this version does not know."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("rontal.")}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    return sorted(f"{app}.{name}" for app, name in unknown if app in ours)


def print_next_steps(environment: Environment) -> None:
    """Prints what remains to be done before a library can be served, with new keys if needed."""
    from rontal.config import production

    print(f"The database is ready in {environment.home}.")
    if environment.mode is not Mode.PRODUCTION:
        return
    faults = production.faults(environment)
    for fault in faults:
        print(f"Left to do: {fault}")
    if any("KEY" in fault.what for fault in faults):
        print("\nFresh keys; keep them where backups of the data are not kept:")
        print("\n".join(fresh_keys()))
    elif not environment.push_key:
        print("\nA key for push messages, if the library wants them (all devices depend on it):")
        print(f"RONTAL_PUSH_KEY={keys.fresh_push_key()}")
    if not environment.backup_recipients:
        print("\n".join(backup_keys.fresh_pair()))


def fresh_keys() -> list[str]:
    """Returns lines of an environment file with new keys for production."""
    seal, hashing = (base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    return [
        f"RONTAL_SECRET_KEY={secrets.token_urlsafe(60)}",
        f"RONTAL_SEAL_KEYS=k{secrets.token_hex(3)}:{seal}",
        f"RONTAL_HASH_KEY={hashing}",
        f"RONTAL_PUSH_KEY={keys.fresh_push_key()}",
    ]


def load_demo(environment: Environment, *, quiet: bool) -> None:
    """Loads the demo library; writes its sign-ins to a file that `rontal serve` prints."""
    from rontal.demo import load

    def progress(text: str) -> None:
        if sys.stdout.isatty():
            print(f"\r  {text}\033[K", end="", flush=True)
        else:
            print(f"  {text}", flush=True)

    load.load(_silent if quiet else progress)
    if not quiet:
        print("\r\033[K" if sys.stdout.isatty() else "", end="", flush=True)
    note = environment.home / "sign-ins.txt"
    note.write_text(load.sign_ins(environment.url), encoding="utf-8")


def _silent(_text: str) -> None:
    """Ignores progress messages."""
