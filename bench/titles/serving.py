"""The library of this process behind its own web server, as `rontal serve` runs it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

from bench import load_generator
from bench.served_library import free_port
from rontal.config.env import ROOT

READY_SECONDS = 120
Address = tuple[str, int]
_FOLLOW = "import django; django.setup(); from rontal.config import searching; searching.run()"


@contextlib.contextmanager
def served() -> Iterator[Address]:
    """Serves with a complete index, the page cache, and the keys of this process, so that sessions
    and passwords created here are valid there.
    """
    from django.conf import settings

    address = ("127.0.0.1", free_port())
    environ = os.environ | {
        "RONTAL_MODE": "demo",
        "RONTAL_PORT": str(address[1]),
        "RONTAL_SECRET_KEY": settings.SECRET_KEY,
        "RONTAL_SEAL_KEYS": settings.SEAL_KEYS,
        "RONTAL_HASH_KEY": settings.HASH_KEY,
    }
    calls = (["-c", _FOLLOW], ["-m", "rontal.config.web"])
    running = [subprocess.Popen([sys.executable, *call], cwd=ROOT, env=environ) for call in calls]
    try:
        _wait(address)
        yield address
    finally:
        for process in reversed(running):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _wait(address: Address) -> None:
    """Waits until the server responds and the index is ready; raises RuntimeError."""
    from rontal.search.filters import Filters
    from rontal.search.selectors import find

    message, until = (
        load_generator.request("127.0.0.1", "/opds/authentication.json"),
        time.monotonic() + READY_SECONDS,
    )
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if find("", filters=Filters(), offset=0, limit=1).ready:
                load_generator.run(address, message, seconds=0.1, connections=1)
                return
        time.sleep(0.3)
    raise RuntimeError("the library did not get ready")
