"""Memory and processor time of processes, from Linux' /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Process:
    """A process and all its descendants."""

    pid: int

    def megabytes(self) -> float:
        """Returns the resident memory of all of them; shared memory counts for each."""
        return sum(_resident(pid) for pid in self.family()) / 1e6

    def core_seconds(self) -> float:
        """Returns the processor time of all of them in seconds, ended children included."""
        own, ended = _spent(self.pid)
        alive = [_spent(pid) for pid in self.family() if pid != self.pid]
        return own + ended + sum(mine + gone for mine, gone in alive)

    def family(self) -> list[int]:
        """Returns the ids of the process and of all its descendants."""
        members, parents = [self.pid], _parents()
        for pid in members:
            members += [child for child, parent in parents.items() if parent == pid]
        return members


def worker_of(home: Path) -> Process:
    """Returns the worker of the library with this home; raises RuntimeError if none runs."""
    wanted = f"RONTAL_HOME={home}".encode()
    for pid in _parents():
        if wanted in _read(pid, "environ"):
            titles = {_read(one, "cmdline").rstrip(b"\0"): one for one in Process(pid).family()}
            if b"rontal: worker" in titles:
                return Process(titles[b"rontal: worker"])
    raise RuntimeError("no worker runs")


def proportional(home: Path) -> list[tuple[str, float]]:
    """Returns command line and proportional set size in MB of each process of the library with this
    home.

    PostgreSQL does not inherit the environment: its command line names a folder in the home.
    """
    variable, folder = f"RONTAL_HOME={home}".encode(), f"{home}/postgres".encode()
    family: set[int] = set()
    for pid in _parents():
        if variable in _read(pid, "environ") or folder in _read(pid, "cmdline"):
            family.update(Process(pid).family())
    return [
        (_read(pid, "cmdline").replace(b"\0", b" ").decode(errors="replace"), _proportional(pid))
        for pid in sorted(family - {os.getpid()})
    ]


def _proportional(pid: int) -> float:
    """Returns the proportional set size of one process in MB."""
    rollup = _read(pid, "smaps_rollup").decode()
    sizes = [line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")]
    return sum(int(size) for size in sizes) * 1024 / 1e6


def _parents() -> dict[int, int]:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        words = _stat(int(folder.name))
        if words:
            parents[int(folder.name)] = int(words[1])
    return parents


def _stat(pid: int) -> list[str]:
    """Returns the fields from the third on: the second one may contain spaces."""
    return _read(pid, "stat").decode(errors="replace").rpartition(") ")[2].split()


def _spent(pid: int) -> tuple[float, float]:
    words = _stat(pid)
    if not words:
        return 0.0, 0.0
    user, system, ended_user, ended_system = (int(word) / TICK for word in words[11:15])
    return user + system, ended_user + ended_system


def _resident(pid: int) -> int:
    words = _read(pid, "statm").split()
    return int(words[1]) * PAGE if words else 0


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""
