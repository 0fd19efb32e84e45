#!/usr/bin/env python3
"""Django's command line: `.venv/bin/python manage.py shell`, `runserver`, `makemigrations` …

Works on the demo library's data unless RONTAL_MODE says otherwise, and starts the embedded
database, or attaches to the one that `./run` started, where DATABASE_URL names no other.
"""

import os
import sys


def main() -> None:
    """Runs one management command with the database at hand."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rontal.config.settings")
    os.environ.setdefault("RONTAL_MODE", "demo")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("Django is not here: run ./run once, then use .venv/bin/python") from error
    from rontal.config import command, env

    with command.database(env.read()):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
