"""Pages while 64 strangers send files that are made to do harm, all at the same time.

Each stranger has a network address of their own (the library trusts the benchmark as its proxy), so
that no limit by address spares the server. They send PDFs that inflate to 500 MB, PDFs with 190,000
annotations and PNGs of 49 million pixels as attachments of complaints, without a pause.
Then 200 further clients send forms at one byte a second beside them. A reader meanwhile asks for
pages at a constant pace, whether or not the last one has come.
"""

import http.client
import os
import re
import secrets
import statistics
import threading
from collections import Counter
from collections.abc import Callable

from bench import paced_reader, served_library, slow_clients
from bench.figures import Figures, main
from bench.paced_reader import Answers

STRANGERS = 64
STRANGERS_ALONE = f"{STRANGERS} strangers"
WITH_SLOW_BODIES = f"{STRANGERS} strangers, {slow_clients.CLIENTS} slow bodies"
QUIET_SECONDS, ATTACK_SECONDS = 20, 60
MAX_SECONDS = 1.0
BOUNDARY = "batas"


def measure(figures: Figures, quick: bool) -> None:
    """Asks for pages, quietly and under attack, and counts what the strangers got."""
    os.environ["RONTAL_TRUSTED_PROXIES"] = "127.0.0.1"
    with served_library.library() as served:
        import django

        django.setup()
        served_library.settled()
        files = _files()
        seconds = ATTACK_SECONDS if not quick else 10
        quiet = paced_reader.read(served.address, QUIET_SECONDS if not quick else 5)
        attacked, refused = _attacked(served, files, seconds)
        with slow_clients.connected(served.address, "bodies"):
            both, _refused = _attacked(served, files, seconds)
    all_answers = {"quiet": quiet, STRANGERS_ALONE: attacked, WITH_SLOW_BODIES: both}
    for name, answers in all_answers.items():
        figures.add(f"{name}: pages", len(answers.seconds), "")
        figures.add(f"{name}: middle", statistics.median(answers.seconds) * 1000, "ms")
        figures.add(f"{name}: slowest", max(answers.seconds) * 1000, "ms")
        figures.at_most(f"{name}: answers other than 200", answers.wrong, "", 0)
        figures.at_most(f"{name}: 99 of 100 within", answers.within(0.99), "s", MAX_SECONDS)
    for status, count in sorted(refused.items()):
        figures.add(f"answers {status} to the strangers", count, "")
    figures.at_most("answers 500 and more but 503", _failures(refused), "", 0)


def _failures(statuses: Counter[int]) -> int:
    return sum(count for status, count in statuses.items() if status >= 500 and status != 503)


def _files() -> list[bytes]:
    from tests.support.security import hostile_files

    return [
        hostile_files.pdf_with_contents_of(500),
        hostile_files.pdf_with_annotations(190_000),
        hostile_files.png_of_16_bits(7000),
        hostile_files.png_of_16_bits(4900),
    ]


def _attacked(
    served: served_library.Served, files: list[bytes], seconds: float
) -> tuple[Answers, Counter[int]]:
    """Reads pages while the strangers send; returns the answers, and the statuses they got."""
    statuses: Counter[int] = Counter()
    ended = threading.Event()
    strangers = [
        threading.Thread(
            target=_send, args=(served, files[number % len(files)], number, ended.is_set, statuses)
        )
        for number in range(STRANGERS)
    ]
    for stranger in strangers:
        stranger.start()
    answers = paced_reader.read(served.address, seconds)
    ended.set()
    for stranger in strangers:
        stranger.join()
    return answers, statuses


def _new_draft(served: served_library.Served) -> str:
    """Returns the address for the attachments of a new complaint."""
    connection = http.client.HTTPConnection(served.host, served.port, timeout=120)
    connection.request("GET", "/saran/")
    found = re.search(rb'data-url="(/saran/berkas/\w+/)"', connection.getresponse().read())
    connection.close()
    if found is None:
        raise RuntimeError("the form of complaints has no address for attachments")
    return found[1].decode()


def _send(
    served: served_library.Served,
    content: bytes,
    number: int,
    ended: Callable[[], bool],
    statuses: Counter[int],
) -> None:
    """Sends one file again and again until the end; a broken connection counts as 0."""
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=file; filename=bukti\r\n\r\n"
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    token, path = secrets.token_hex(16), _new_draft(served)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Cookie": f"csrftoken={token}",
        "X-CSRFToken": token,
        "X-Forwarded-For": f"203.0.113.{number}",
    }
    while not ended():
        try:
            connection = http.client.HTTPConnection(served.host, served.port, timeout=120)
            connection.request("POST", path, body, headers)
            statuses[connection.getresponse().status] += 1
            connection.close()
        except OSError:
            statuses[0] += 1


if __name__ == "__main__":
    main(measure, __doc__)
