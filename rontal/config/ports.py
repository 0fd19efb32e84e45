"""Check of whether a port is free, and which program uses it.

Uses the standard library only, because the set-up script needs it too.
"""

import contextlib
import socket
from pathlib import Path

LISTENING = "0A"


class PortTaken(RuntimeError):
    """Port in use by another program; the message names it where possible."""


def check_free(host: str, port: int) -> None:
    """Raises PortTaken where listening on `host:port` is impossible."""
    try:
        with _bound(host, port):
            return
    except PermissionError:
        raise PortTaken(f"port {port} needs more rights; set RONTAL_PORT above 1023") from None
    except OSError as error:
        if not isinstance(error, socket.gaierror) and _answers(host, port):
            raise PortTaken(
                f"port {port} is taken by {holder(port)}; stop it, or set RONTAL_PORT"
            ) from None
        raise PortTaken(f"cannot listen on {host}:{port}: {error.strerror}") from None


def holder(port: int) -> str:
    """Returns a description of the program that listens on `port`."""
    for pid in _holders(port):
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            command_line = " ".join(word for word in words if word)
            return f"process {pid} ({command_line[:80]})"
    return "another program"


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1)
    except BaseException:
        listener.close()
        raise
    return listener


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=2):
            return True
    except OSError:
        return bool(_inodes(port))


def _holders(port: int) -> list[int]:
    sockets = {f"socket:[{inode}]" for inode in _inodes(port)}
    pids = []
    for folder in Path("/proc").glob("[0-9]*/fd"):
        with contextlib.suppress(OSError):
            if any(str(link.readlink()) in sockets for link in folder.iterdir()):
                pids.append(int(folder.parent.name))
    return pids


def _inodes(port: int) -> set[str]:
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(table).read_text().splitlines()[1:]:
                cells = line.split()
                if cells[3] == LISTENING and int(cells[1].rsplit(":", 1)[1], 16) == port:
                    inodes.add(cells[9])
    return inodes
