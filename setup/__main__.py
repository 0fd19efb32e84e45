"""`python -m setup`: ./run and ./test call `run` and `test`; `install` only sets up."""

import os
import sys

from setup import checks, demo
from setup.errors import SetupError

COMMANDS = {"run": demo.main, "test": checks.main, "install": demo.install}


def main() -> int:
    """Runs the command and returns its exit code; an error is printed as one line."""
    name, *words = sys.argv[1:] or [""]
    if name not in COMMANDS:
        print(f"python -m setup {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[name](words)
    except SetupError as error:
        print(f"\nRontal cannot be set up: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(f"\nRontal cannot be set up: {os.strerror(error.errno or 0)}{where}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Start it again to go on where it was.", file=sys.stderr)
        return 130


sys.exit(main())
