"""Seccomp: the Linux kernel refuses this process system calls that no decoder needs (EPERM).

A filter is a program of the classic Berkeley packet filter that the kernel runs on the number and
the arguments of each call. Sources: seccomp(2), bpf(4), linux/seccomp.h, linux/filter.h; the
numbers of the calls are those of asm/unistd_64.h (x86-64) and asm-generic/unistd.h (AArch64).

A list of refused calls, not of allowed ones: numpy, ONNX Runtime and the C library call more, and
others with each version, than can be listed here.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rontal.core.children.landlock import PR_SET_NO_NEW_PRIVS

_SET_MODE_FILTER, _GET_ACTION_AVAIL, _FLAG_TSYNC = 1, 2, 1
ALLOW: Final = 0x7FFF0000
REFUSE: Final = 0x00050000
"""Returns the error number in the lower 16 bits."""
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Offsets in struct seccomp_data; an argument has 8 bytes, the lower 4 first (little endian)."""
_X32: Final = 0x40000000
_CLONE_THREAD: Final = 0x10000

NONE: Final = -1
CALLS: Final = {
    # network
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "pidfd_send_signal": (424, 424), "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190),
    "msgget": (68, 186), "mq_open": (240, 180),
    # ways around this filter, and large parts of the kernel that have had holes
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "personality": (135, 92), "unshare": (272, 97), "setns": (308, 268),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "open_by_handle_at": (304, 265),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    # what Landlock leaves open: mode, owner and attributes of files
    "chmod": (90, NONE), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, NONE), "fchown": (93, 55), "lchown": (94, NONE), "fchownat": (260, 54),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
}  # fmt: skip
"""Refused to every child: numbers of x86-64 and of AArch64."""
PROGRAM_CALLS: Final = {
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, NONE), "vfork": (58, NONE),
    "kill": (62, 129),
}  # fmt: skip
"""Refused to a child that starts no program."""
CLONE: Final = (56, 220)
CLONE3: Final = (435, 435)
TGKILL: Final = (234, 131)
PRLIMIT: Final = (302, 261)


@dataclass(frozen=True)
class _Machine:
    """Processor: its number in linux/audit.h, and its place in the pairs of numbers."""

    audit: int
    column: int


_MACHINES: Final = {"x86_64": _Machine(0xC000003E, 0), "aarch64": _Machine(0xC00000B7, 1)}
_CALL: Final = {"x86_64": 317, "aarch64": 277}
"""Number of seccomp(2)."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def is_available() -> bool:
    """Returns whether the kernel has filters, for a processor whose numbers are known here."""
    if not sys.platform.startswith("linux") or platform.machine() not in _MACHINES:
        return False
    if struct.calcsize("P") != 8:
        return False
    action = ctypes.byref(ctypes.c_uint32(REFUSE))
    return int(_libc().syscall(_CALL[platform.machine()], _GET_ACTION_AVAIL, 0, action)) == 0


def restrict(*, programs: bool) -> bool:
    """Refuses the calls to all threads of this process and to its children, for good.

    `programs` allows starting programs, which have the same filter, and ending them. Returns False
    where there are no filters.
    """
    if not is_available():
        return False
    program = b"".join(_instructions(_MACHINES[platform.machine()], programs=programs))
    filter_ = _Program(len(program) // 8, program)
    libc = _libc()
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    number = _CALL[platform.machine()]
    done = libc.syscall(number, _SET_MODE_FILTER, _FLAG_TSYNC, ctypes.byref(filter_))
    return int(done) == 0


def _instructions(machine: _Machine, *, programs: bool) -> Iterator[bytes]:
    """Yields the filter. Each test is skipped, or ends the program by its own return."""
    yield _instruction(_LOAD, _ARCHITECTURE)
    yield _instruction(_JUMP_EQUAL, machine.audit, 1, 0)
    yield _refusal(errno.EPERM)
    yield _instruction(_LOAD, _NUMBER)
    if machine.column == 0:
        yield _instruction(_JUMP_AT_LEAST, _X32, 0, 1)
        yield _refusal(errno.EPERM)
    for numbers in (CALLS if programs else CALLS | PROGRAM_CALLS).values():
        if numbers[machine.column] != NONE:
            yield _instruction(_JUMP_EQUAL, numbers[machine.column], 0, 1)
            yield _refusal(errno.EPERM)
    yield _instruction(_JUMP_EQUAL, CLONE3[machine.column], 0, 1)
    yield _refusal(errno.ENOSYS)  # its flags are out of reach; the C library then calls clone
    if not programs:
        yield from _condition(CLONE[machine.column], 0, _JUMP_ANY_BIT, _CLONE_THREAD)
        yield from _condition(TGKILL[machine.column], 0, _JUMP_EQUAL, os.getpid())
    yield from _condition(PRLIMIT[machine.column], 0, _JUMP_EQUAL, 0)
    yield _instruction(_RETURN, ALLOW)


def _condition(number: int, argument: int, jump: int, value: int) -> Iterator[bytes]:
    """Yields the test of a call that is allowed only where its argument passes `jump`."""
    yield _instruction(_JUMP_EQUAL, number, 0, 4)
    yield _instruction(_LOAD, _ARGUMENTS + 8 * argument)
    yield _instruction(jump, value, 1, 0)
    yield _refusal(errno.EPERM)
    yield _instruction(_RETURN, ALLOW)


def _refusal(error: int) -> bytes:
    return _instruction(_RETURN, REFUSE | error)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Packs struct sock_filter."""
    return struct.pack("HBBI", code, if_true, if_false, value)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
