"""A reader who asks for pages at a constant pace, whether or not the last one has come."""

import http.client
import itertools
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

PAGES = ("/", "/koleksi/", "/koleksi/?q=sawah", "/daftar/", "/saran/")
PACE = 0.1
"""Seconds between two requests."""
TIMEOUT_SECONDS = 30


@dataclass
class Answers:
    """Answers that the reader got: seconds and status of each; status 0 where none came."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def within(self, share: float) -> float:
        """Returns the seconds within which this share of the answers came."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * share))]

    @property
    def wrong(self) -> int:
        """Number of answers other than 200."""
        return sum(count for status, count in self.statuses.items() if status != 200)


def read(address: tuple[str, int], seconds: float) -> Answers:
    """Asks for a page each PACE seconds, each in a thread and on a connection of its own."""
    answers, readers = Answers(), []
    pages, until = itertools.cycle(PAGES), time.monotonic() + seconds
    while time.monotonic() < until:
        reader = threading.Thread(target=_ask, args=(address, next(pages), answers))
        reader.start()
        readers.append(reader)
        time.sleep(PACE)
    for reader in readers:
        reader.join()
    return answers


def _ask(address: tuple[str, int], path: str, answers: Answers) -> None:
    began, status = time.perf_counter(), 0
    connection = http.client.HTTPConnection(*address, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", path, headers={"X-Forwarded-For": "198.51.100.1"})
        response = connection.getresponse()
        response.read()
        status = response.status
    except OSError:
        pass  # status 0
    finally:
        connection.close()
    answers.seconds.append(time.perf_counter() - began)
    answers.statuses[status] += 1
