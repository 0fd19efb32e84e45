"""Makes or updates the database, and says what is left to do."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rontal.config import backup_keys, keys, production
from rontal.config.applied_migrations import unknown_migrations
from rontal.config.env import Mode
from rontal.ui import icon_files


class Command(BaseCommand):
    """Applies migrations, creates the cache table and renders the missing icons; idempotent.

    Raises CommandError where another version of Rontal migrated the database.
    """

    help = "Make or update the database, and say what is left to do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say only faults")

    def handle(self, *, quiet: bool, **_options: object) -> None:
        if others := unknown_migrations():
            raise CommandError(
                f"another version of Rontal made these tables ({others[0]}): start that one, "
                "or bring back a backup of before with `rontal restore --replace`; "
                "a demo library of before can be deleted with its folder"
            )
        level = 0 if quiet else 1
        call_command("migrate", interactive=False, verbosity=level, stdout=self.stdout)
        call_command("createcachetable", verbosity=0)
        if settings.LIBRARY is not None:
            # A web process would keep the memory that this takes.
            icon_files.render_all(settings.LIBRARY)
        if not quiet:
            self._print_next_steps()

    def _print_next_steps(self) -> None:
        """Prints what remains to be done before a library is served, with new keys if needed."""
        self.stdout.write(f"The database is ready in {settings.HOME}.")
        if settings.MODE is not Mode.PRODUCTION:
            return
        faults = production.faults(settings.ENVIRONMENT)
        for fault in faults:
            self.stdout.write(f"Left to do: {fault}")
        if any("KEY" in fault.what for fault in faults):
            self.stdout.write(
                "\nFresh keys; keep them where backups of the data are not kept:\n"
                + "\n".join(keys.fresh_keys())
            )
        elif not settings.PUSH_KEY:
            self.stdout.write(
                "\nA key for push messages, if the library wants them (all devices depend on it):\n"
                f"RONTAL_PUSH_KEY={keys.fresh_push_key()}"
            )
        recipients = settings.ENVIRONMENT.backup_recipients
        if not recipients.strip(" ,") or production.recipient_faults(recipients):
            self.stdout.write("\n".join(backup_keys.fresh_pair()))
