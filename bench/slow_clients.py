"""Pages while 200 clients are connected that send or read as slowly as they can.

Kinds of clients: bodies of forms and uploads at one byte a second, header lines at one byte a
second, nothing at all, and answers that are read at a few bytes a second. Each kind attacks alone.
A reader meanwhile asks for pages at a constant pace. Clients whose connection ends connect again.
No proxy stands in front.
"""

import contextlib
import itertools
import selectors
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench import paced_reader, served_library
from bench.figures import Figures, main
from bench.paced_reader import Answers

CLIENTS = 200
MAX_SECONDS = 1.0
ATTACK_SECONDS, QUICK_SECONDS = 60, 10
DRIP_SECONDS = 1.0
FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data; boundary=batas"
TOKEN = "0123456789abcdef0123456789abcdef"
"""With a CSRF cookie, the server looks for the same word in the body."""
_HEAD = (
    "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n{length}\r\n"
    f"Cookie: csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n\r\n"
)


def _post(path: str, kind: str, length: str = "Content-Length: 100000") -> bytes:
    return _HEAD.format(path=path, kind=kind, length=length).encode()


KINDS: dict[str, tuple[bytes, ...]] = {
    "bodies": (
        _post("/saran/", FORM),
        _post("/masuk/", FORM),
        _post(f"/saran/berkas/{TOKEN}/", UPLOAD),
        _post("/saran/", UPLOAD, "Content-Length: 10000000"),
    ),
    "headers": (b"GET /koleksi/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",),
    "silence": (b"",),
    "answers": (b"GET /koleksi/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50,),
}
"""Bytes that each kind of client sends at once, in turn; `bodies` and `headers` go on byte by byte.
"""


@dataclass
class SlowClients:
    """Clients that connect again where their connection ends."""

    address: tuple[str, int]
    kind: str
    number: int = CLIENTS
    ended: int = 0
    _lines: set[socket.socket] = field(default_factory=set)
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def connected(self) -> int:
        """Number of clients whose connection is open."""
        return len(self._lines)

    def run(self) -> None:
        """Sends and reads a byte of each connection in each second, until `stop`."""
        starts = itertools.cycle(KINDS[self.kind])
        with contextlib.ExitStack() as stack:
            stack.callback(self._close)
            while not self._stop.wait(DRIP_SECONDS):
                self._check()
                while len(self._lines) < self.number and not self._stop.is_set():
                    if (line := self._connect(next(starts))) is None:
                        break
                    self._lines.add(line)

    def stop(self) -> None:
        """Lets `run` close the connections and return."""
        self._stop.set()

    def _connect(self, start: bytes) -> socket.socket | None:
        try:
            line = socket.socket()
            # A small window lets the server wait early.
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.settimeout(1)
            line.connect(self.address)
            line.sendall(start)
            line.setblocking(False)
        except OSError:
            line.close()
            return None
        return line

    def _check(self) -> None:
        with selectors.DefaultSelector() as readable:
            for line in self._lines:
                readable.register(line, selectors.EVENT_READ)
            ready = {key.fileobj for key, _events in readable.select(timeout=0)}
        for line in list(self._lines):
            if (line in ready and not self._read(line)) or not self._send(line):
                line.close()
                self._lines.remove(line)
                self.ended += 1

    def _read(self, line: socket.socket) -> bool:
        """Reads a little; returns False at the end of the connection or of an answer to a body."""
        try:
            part = line.recv(64 if self.kind == "answers" else 65_536)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return bool(part) and (self.kind == "answers" or not part)

    def _send(self, line: socket.socket) -> bool:
        if self.kind not in ("bodies", "headers"):
            return True
        try:
            line.send(b"a")
        except BlockingIOError:
            return True
        except OSError:
            return False
        return True

    def _close(self) -> None:
        for line in self._lines:
            line.close()


@contextlib.contextmanager
def connected(address: tuple[str, int], kind: str, number: int = CLIENTS) -> Iterator[SlowClients]:
    """Attacks during the block, from when most of the clients are connected."""
    clients = SlowClients(address, kind, number)
    thread = threading.Thread(target=clients.run)
    thread.start()
    until = time.monotonic() + 15
    while clients.connected < number and time.monotonic() < until:
        time.sleep(0.1)
    try:
        yield clients
    finally:
        clients.stop()
        thread.join()


def attacked(address: tuple[str, int], kind: str, seconds: float) -> tuple[Answers, SlowClients]:
    """Reads pages while slow clients of one kind are connected."""
    with connected(address, kind) as clients:
        return paced_reader.read(address, seconds), clients


def report(figures: Figures, name: str, answers: Answers) -> None:
    """Adds the figures of one attack."""
    figures.add(f"{name}: middle", statistics.median(answers.seconds) * 1000, "ms")
    figures.at_most(f"{name}: 99 of 100 within", answers.within(0.99), "s", MAX_SECONDS)
    figures.at_most(f"{name}: answers other than 200", answers.wrong, "", 0)


def measure(figures: Figures, quick: bool) -> None:
    """Asks for pages, quietly and beside each kind of slow client."""
    seconds = QUICK_SECONDS if quick else ATTACK_SECONDS
    with served_library.library() as served:
        import django

        django.setup()
        served_library.settled()
        report(figures, "quiet", paced_reader.read(served.address, seconds))
        for kind in KINDS:
            answers, clients = attacked(served.address, kind, seconds)
            report(figures, f"{CLIENTS} slow {kind}", answers)
            figures.add(f"{CLIENTS} slow {kind}: connections ended", clients.ended, "")


if __name__ == "__main__":
    main(measure, __doc__)
