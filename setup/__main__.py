"""`python -m setup run` and `python -m setup test`: what ./run and ./test call."""

import os
import sys

from setup import demo, proof
from setup.trouble import SetupError

COMMANDS = {"run": demo.main, "test": proof.main}


def main() -> int:
    """Runs the command; what stops it is one line on the screen."""
    try:
        return COMMANDS[sys.argv[1]](sys.argv[2:])
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
