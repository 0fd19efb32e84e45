"""Command of ./run: sets up what changed, then serves the demo. `install` only sets up."""

import os
from pathlib import Path

from rontal.config import database_user
from rontal.config.ports import PortTaken, check_free
from setup import python_packages, step_definitions
from setup.errors import ROOT, SetupError, check_folder
from setup.steps import exclusive_lock, perform

USAGE = "./run takes no words; RONTAL_PORT, RONTAL_HOME and RONTAL_HOST change where it runs"


def main(words: list[str]) -> int:
    """Sets up and replaces this process by `rontal serve` in demo mode."""
    if words:
        raise SetupError(USAGE)
    check_folder()
    os.environ.setdefault("RONTAL_MODE", "demo")
    _check_port()
    _choose_home()
    install([])
    rontal = str(python_packages.VENV / "bin" / "rontal")
    os.execv(rontal, [rontal, "serve"])  # noqa: S606 - our own command, no shell


def install(_words: list[str]) -> int:
    """Runs the steps that changed."""
    check_folder()
    print("Setting Rontal up …", flush=True)
    with exclusive_lock():
        perform(step_definitions.steps(dev=False))
    return 0


def _check_port() -> None:
    host = os.environ.get("RONTAL_HOST", "127.0.0.1")
    port = os.environ.get("RONTAL_PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise SetupError(f"RONTAL_PORT is {port!r}; it is a number from 1 to 65535")
    try:
        check_free(host, int(port))
    except PortTaken as taken:
        raise SetupError(str(taken)) from taken


def _choose_home() -> None:
    """Sets RONTAL_HOME outside of this folder if root works in a folder that is closed to others.

    PostgreSQL refuses to run as root, so that another user has to reach its data.
    """
    if os.environ.get("RONTAL_HOME") or os.environ.get("DATABASE_URL"):
        return
    data = ROOT / "var" / "postgres" / "data"
    who = database_user.database_user_of(data)
    closed = database_user.blocking(ROOT, who)
    if closed:
        home = Path("/var/lib/rontal-demo") / str(ROOT).strip("/").replace("/", "-")
        os.environ["RONTAL_HOME"] = str(home)
        print(f"{closed} is closed to the database's user {who.name}: the data goes to {home}")
