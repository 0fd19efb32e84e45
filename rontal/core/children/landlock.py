"""Landlock: the Linux kernel refuses this process every file that is not named here, TCP, sockets
and signals of processes outside, and to look into them (ptrace, /proc/PID/environ).

Sources: landlock(7), landlock_restrict_self(2), the kernel's documentation (userspace-api/landlock)
and its header linux/landlock.h. Available from Linux 5.13; each version (ABI) refuses more.
"""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

PR_SET_NO_NEW_PRIVS: Final = 38
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""Numbers of the system calls, the same on all processors that Rontal runs on."""
_VERSION: Final = 1
_PATH_BENEATH: Final = 1

EXECUTE: Final = 1 << 0
WRITE: Final = 1 << 1
READ_FILE: Final = 1 << 2
LIST: Final = 1 << 3
READ: Final = READ_FILE | LIST
_OF_A_FILE: Final = EXECUTE | WRITE | READ_FILE | 1 << 14 | 1 << 15
_FILES_BY_ABI: Final = ((1, 1 << 13), (2, 1 << 14), (3, 1 << 15), (5, 1 << 16))
"""From each version on: the first number beyond the rights over files that it knows."""
_NET_ABI, _SCOPE_ABI = 4, 6
_TCP: Final = 1 << 0 | 1 << 1
_SCOPES: Final = 1 << 0 | 1 << 1
"""Abstract UNIX sockets and signals of processes outside."""


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("net", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("fd", ctypes.c_int32))


def abi() -> int:
    """Returns the version of Landlock that the kernel has; 0 for none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, int(_libc().syscall(CREATE_RULESET, None, 0, _VERSION)))


def restrict(allowed: Iterable[tuple[Path, int]]) -> bool:
    """Restricts this process and its children to these files and folders, each with its rights
    (`READ`, `WRITE`, `EXECUTE`); paths that do not exist are ignored. Files that are open stay so.

    Returns False, and restricts nothing, where the kernel has no Landlock. Call it while the
    process has one thread: it holds for the thread that calls it and those created later.
    """
    version, libc = abi(), None
    if not version:
        return False
    libc = _libc()
    files = max(mask for since, mask in _FILES_BY_ABI if since <= version) - 1
    net, scopes = _TCP * (version >= _NET_ABI), _SCOPES * (version >= _SCOPE_ABI)
    ruleset = _Ruleset(files, net, scopes)
    size = 8 if version < _NET_ABI else 16 if version < _SCOPE_ABI else 24
    rules = libc.syscall(CREATE_RULESET, ctypes.byref(ruleset), size, 0)
    if rules < 0:
        return False
    try:
        for path, rights in allowed:
            _allow(libc, rules, path, rights & files)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return int(libc.syscall(RESTRICT_SELF, rules, 0)) == 0
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    with contextlib.suppress(OSError):
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = _PathBeneath(rights if path.is_dir() else rights & _OF_A_FILE, fd)
            libc.syscall(ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(fd)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
