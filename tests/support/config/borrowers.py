"""Members who borrow, read, mark and give back over HTTP, again and again, whatever breaks.

What the server has answered is written down. What it has not answered is asked again, as a person
does whose page did not come.
"""

import http.client
import json
import random
import re
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import urlencode

PATIENCE = 90
AGAIN = 0.2
CSRF = "k" * 32
LOAN = re.compile(r'href="/baca/(\d+)/"')


class Lost(AssertionError):
    """The server does not know any more what it had answered."""


@dataclass
class Ledger:
    """What was promised: loans that stood on a shelf, loans whose return was answered, the last
    place that was answered per title, and the keys of marks."""

    borrowed: set[int] = field(default_factory=set)
    returned: set[int] = field(default_factory=set)
    places: dict[str, str] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)


class Borrower(Thread):
    """One member in a browser, who borrows until there is `enough`; `trouble` is what ended it
    early. Nobody leaves before: copies that are kept for somebody who comes no more lend nothing
    to the others for days."""

    def __init__(
        self, port: int, session: str, titles: list[str], enough: Callable[[], bool]
    ) -> None:
        super().__init__(daemon=True)
        self.ledger = Ledger()
        self.trouble: BaseException | None = None
        self._port, self._session, self._titles, self._enough = port, session, titles, enough
        self._number = 0

    def run(self) -> None:
        """Borrows and gives back."""
        try:
            while not self._enough():
                self._visit(random.choice(self._titles))
        except BaseException as error:  # noqa: BLE001 - told by whoever waits for this thread
            self.trouble = error

    def _visit(self, slug: str) -> None:
        self._post(f"/koleksi/{slug}/pinjam/", {}, {302})
        mine = self._shelf()
        if slug not in mine:
            self._post(f"/koleksi/{slug}/antre/", {}, {302})
            mine = self._shelf()
        for title, loan in mine.items():
            self.ledger.borrowed.add(loan)
            self._read(title, loan)
            if random.random() < 0.9:
                self._give_back(loan)

    def _read(self, title: str, loan: int) -> None:
        self._number += 1
        place = {"tempat": f"epubcfi(/6/{2 * self._number})", "bagian": "0.5"}
        if self._post(f"/baca/{loan}/tempat/", place, {200, 410}) == 200:
            self.ledger.places[title] = place["tempat"]
        key, now = str(uuid.uuid4()), int(time.time() * 1000)
        mark = {"key": key, "at": now, "kind": "bookmark", "cfi": place["tempat"], "part": 0.5}
        mark |= {"colour": "", "quote": "kata", "note": ""}
        self._post(f"/baca/{loan}/tanda/", {"tanda": json.dumps([mark])}, {204})
        self.ledger.marks.add(key)

    def _give_back(self, loan: int) -> None:
        self._post(f"/rak/{loan}/kembalikan/", {}, {302})
        self.ledger.returned.add(loan)

    def _shelf(self) -> dict[str, int]:
        """Title → loan, of what is on loan."""
        status, page = self._asked("GET", "/rak/", "")
        assert status == 200, status
        found = {}
        for book in page.split('<li class="shelf-book">')[1:]:
            slug = re.search(r'href="/koleksi/([^/"]+)/"', book)
            loan = LOAN.search(book)
            if slug and loan:
                found[slug[1]] = int(loan[1])
        return found

    def _post(self, path: str, fields: Mapping[str, str], expected: set[int]) -> int:
        status, _ = self._asked("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **fields}))
        if status not in expected:
            raise Lost(path, status)
        return status

    def _asked(self, method: str, path: str, body: str) -> tuple[int, str]:
        return answer_to(self._port, self._session, method, path, body)


def answer_to(port: int, session: str, method: str, path: str, body: str) -> tuple[int, str]:
    """Status and text of the server's answer, asked for again until there is one."""
    until = time.monotonic() + PATIENCE
    headers = {
        "Cookie": f"rontal={session}; csrftoken={CSRF}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read().decode()
            connection.close()
            if answer.status < 500:
                return answer.status, content
        except (OSError, http.client.HTTPException):
            pass
        assert time.monotonic() < until, f"no answer from {path}"
        time.sleep(AGAIN)


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Waits; raises AssertionError with these words when it takes too long."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, what
        time.sleep(0.1)
