"""Memory of the whole service, idle and under load: database, supervisor, web, worker, search.

    .venv/bin/python -m bench.memory [--quick] [--json FILE]

Proportional set size (PSS) from Linux' /proc: memory that processes share counts once. The library
is the demo's. Load is 16 connections that ask for titles, searches and the shelf, signed in.
"""

import time
from pathlib import Path
from typing import Final

from bench.figures import Figures, main
from bench.load_generator import request, run
from bench.processes import proportional
from bench.served_library import MEMBER, library, session_of, settled

MAX_IDLE: Final = 350.0
MAX_LOADED: Final = 600.0
REST_SECONDS: Final = 70
PATHS: Final = ("/koleksi/bulan-jatuh-di-sawah/", "/koleksi/?q=sawah", "/rak/", "/")
KINDS: Final = {
    "postgres": "database", "machine.child": "recogniser", "rontal: search": "search",
    "rontal: worker": "worker", "rontal: web": "web", "rontal: mail catcher": "mail catcher",
    "serve": "supervisor",
}  # fmt: skip


def measure(figures: Figures, quick: bool) -> None:
    """Measures after a rest and at the end of the load."""
    with library() as served:
        import django

        django.setup()
        settled()
        time.sleep(REST_SECONDS)  # longer than an idle recogniser stays
        _add_rows(figures, "idle", served.home, MAX_IDLE)
        cookie = {"Cookie": f"rontal={session_of(MEMBER)}"}
        for path in PATHS:
            message = request(served.host, path, cookie)
            run(served.address, message, seconds=3 if quick else 15, connections=16)
        _add_rows(figures, "loaded", served.home, MAX_LOADED)


def _add_rows(figures: Figures, when: str, home: Path, most: float) -> None:
    kinds: dict[str, float] = {}
    memory = proportional(home)
    for words, megabytes in memory:
        name = next((kind for word, kind in KINDS.items() if word in words), "others")
        kinds[name] = kinds.get(name, 0) + megabytes
    for name, megabytes in sorted(kinds.items()):
        figures.add(f"{when}: {name}", megabytes, "MB")
    figures.add(f"{when}: processes", len(memory), "processes")
    figures.at_most(f"{when}: all", sum(kinds.values()), "MB", most)


if __name__ == "__main__":
    main(measure, __doc__)
