"""The `rontal` command: a front for the management commands of Rontal's apps.

`serve`, `doctor` and `version` are no management commands: they run before settings load, or where
these do not load (docs/adr/0042).
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

import django
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError

from rontal.config import env, operator_errors, postgres, production, secret_variables
from rontal.config.database import for_django
from rontal.config.env import Environment, Mode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rontal.config.settings")
WITHOUT_DATABASE: Final = {"app"}
HIDDEN_OPTIONS: Final = {
    "--version", "--verbosity", "--settings", "--pythonpath", "--no-color", "--force-color",
}  # fmt: skip
"""Django's options that change nothing here."""
TRACEBACK_HELP: Final = "show where in the program an error arose"


def main(words: list[str] | None = None) -> int:
    """Runs `rontal NAME …`; returns its exit code.

    Expected errors are printed as one line, or raised where `--traceback` asks for it.
    """
    given = sys.argv[1:] if words is None else words
    if words is None:
        secret_variables.hide()
    act = partial(_run, *given)
    return (act() or 0) if "--traceback" in given else operator_errors.exit_code(act)


def print_line(text: str, end: str = "\n") -> None:
    """Prints one line at once; ignores a closed pipe."""
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Console:
    """Standard output of a command: a line appears at once, and a closed pipe ends nothing."""

    write = staticmethod(partial(print_line, end=""))

    @staticmethod
    def isatty() -> bool:
        return sys.stdout.isatty()


@contextlib.contextmanager
def database(environment: Environment) -> Iterator[None]:
    """Sets up Django on a database that runs at least during the block.

    Starts the embedded server where no external one is configured. Raises PostgresError and
    CommandError for errors within the block.
    """
    external = bool(environment.database_url)
    with contextlib.nullcontext() if external else postgres.server(environment.home) as url:
        django.setup()
        if url:  # settings that were loaded before the server started may not have its address
            settings.DATABASES["default"].update(for_django(url))
        with operator_errors.one_line_errors():
            yield


def management_commands() -> dict[str, str]:
    """Returns the names of our management commands, as `rontal` takes them, and their apps."""
    return {
        name.replace("_", "-"): app
        for name, app in sorted(get_commands().items())
        if app.startswith("rontal.")
    }


def load(name: str, app: str) -> BaseCommand:
    """Returns a management command that prints its usage where the arguments are wrong."""
    command = load_command_class(app, name.replace("-", "_"))
    command._called_from_command_line = True  # type: ignore[attr-defined]
    command.suppressed_base_arguments = HIDDEN_OPTIONS
    return command


def parser_of(command: BaseCommand, name: str) -> argparse.ArgumentParser:
    """Returns the parser of a management command, without --skip-checks in its help.

    Rontal skips Django's checks always; Django itself offers no way to hide this option.
    """
    parser = command.create_parser("rontal", name)
    for action in parser._actions:
        if "--skip-checks" in action.option_strings:
            action.help = argparse.SUPPRESS
    return parser


def overview(apps: Mapping[str, str]) -> argparse.ArgumentParser:
    """Returns the parser that prints the overview of all commands."""
    parser = argparse.ArgumentParser(prog="rontal", description="A public library's service.")
    parts = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (_act, summary) in PLAIN_COMMANDS.items():
        parts.add_parser(name, help=summary)
    for name, app in apps.items():
        parts.add_parser(name, help=load(name, app).help)
    return parser


def _run(*words: str) -> int | None:
    name = words[0] if words else ""
    if name in PLAIN_COMMANDS:
        act, summary = PLAIN_COMMANDS[name]
        parser = argparse.ArgumentParser(prog=f"rontal {name}", description=summary)
        parser.add_argument("--traceback", action="store_true", help=TRACEBACK_HELP)
        parser.parse_args(words[1:])
        return act()
    if name in CHECKS_BEFORE_SETTINGS:
        CHECKS_BEFORE_SETTINGS[name]()
    django.setup()
    apps = management_commands()
    if name not in apps:
        overview(apps).parse_args(words[:1])
    command = load(name, apps[name])
    options = vars(parser_of(command, name).parse_args(words[1:]))
    options |= {"skip_checks": True, "stdout": Console()}
    with contextlib.nullcontext() if name in WITHOUT_DATABASE else database(settings.ENVIRONMENT):
        command.execute(**options)
    return None


def _serve() -> int:
    from rontal.config.supervisor import Supervisor

    production.refuse()
    return Supervisor(env.read(), print_line).run()


def _doctor() -> int:
    from rontal.config import doctor

    return doctor.run(env.read(), print_line)


def _version() -> None:
    from importlib.metadata import version

    python = ".".join(map(str, sys.version_info[:3]))
    print_line(f"Rontal {version('rontal')} (Django {version('django')}, Python {python})")


def _refuse_outside_of_the_demo() -> None:
    if env.read().mode is not Mode.DEMO:
        raise CommandError("the demo library is loaded only where RONTAL_MODE is demo")


PLAIN_COMMANDS: Final[Mapping[str, tuple[Callable[[], int | None], str]]] = {
    "serve": (_serve, "Run the library: database, web, search, worker. Ctrl-C ends it."),
    "doctor": (_doctor, "Look for what is wrong, and say what to do."),
    "version": (_version, "Say which version of Rontal this is."),
}
CHECKS_BEFORE_SETTINGS: Final[Mapping[str, Callable[[], object]]] = {
    "worker": production.refuse,
    "rotate-keys": production.refuse,
    "backup": production.refuse_keys,
    "restore": production.refuse_keys,
    "demo": _refuse_outside_of_the_demo,
}
"""Checks before the settings load, the arguments are read and a database starts."""

if __name__ == "__main__":
    sys.exit(main())
