"""Confinement of a child process that handles files from outside: what the kernel refuses it.

`confine_files` before the child loads its libraries, `confine_calls` before it gets a file. A
kernel that lacks a part leaves it out; `rontal doctor` reports which parts are active.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from rontal.core.children import landlock, seccomp

PARTS: Final = 2
"""Parts of the kernel that confine a child: Landlock and seccomp."""
PACKAGES: Final = ("rontal", "records", "idcard")
LIBRARIES: Final = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64",
    "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/usr/share/zoneinfo",
)  # fmt: skip
SYSTEM: Final = (
    "/dev/urandom", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/self",
    "/sys/devices/system/cpu", "/sys/fs/cgroup",
)  # fmt: skip
"""Sources of random numbers, and of what the machine is: libraries count processors and memory."""
NULL: Final = "/dev/null"
_PREFIXES_OF_THE_SYSTEM: Final = (Path("/"), Path("/usr"), Path("/usr/local"))


def confine_files(
    modules: Iterable[str] = (), readable: Sequence[Path] = (), writable: Sequence[Path] = ()
) -> bool:
    """Leaves this process the interpreter, its libraries, the packages of `modules` and ours to
    read, and the named folders. Call it in the only thread. Returns whether the kernel can.
    """
    if not landlock.abi():
        return False
    packages = list(_packages(modules))
    allowed = [(path, landlock.READ) for path in (*_libraries(), *packages, *readable)]
    allowed += [(path.parent, landlock.LIST) for path in packages]  # Python's import lists them
    allowed += [(Path(path), landlock.READ) for path in SYSTEM]
    allowed += [(path, landlock.READ | landlock.EXECUTE) for path in _interpreter()]
    allowed += [(Path(NULL), landlock.READ | landlock.WRITE)]
    return landlock.restrict([*allowed, *((path, _EVERYTHING) for path in writable)])


def confine_calls(*, programs: bool) -> bool:
    """Refuses network, other processes and, unless `programs`, the start of programs. Returns
    whether the kernel can.
    """
    return seccomp.restrict(programs=programs)


def active_parts() -> list[str]:
    """Returns the names of the parts that this machine has."""
    version = landlock.abi()
    parts = [f"Landlock (version {version})"] if version else []
    return parts + (["seccomp"] if seccomp.is_available() else [])


_EVERYTHING: Final = (1 << 16) - 1 & ~landlock.EXECUTE


def _libraries() -> Iterator[Path]:
    """Yields the folders of the interpreter, its packages and the libraries of the system."""
    yield from map(Path, LIBRARIES)
    prefixes = {Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix)}
    yield from prefixes.difference(_PREFIXES_OF_THE_SYSTEM)
    for entry in sys.path:
        path = Path(entry).resolve()
        if path.name in ("site-packages", "dist-packages"):
            yield path


def _packages(modules: Iterable[str]) -> Iterator[Path]:
    """Yields our packages and those of `modules`: the folder that they lie in may hold the data of
    the library, too.
    """
    for name in {*PACKAGES, *(module.partition(".")[0] for module in modules)}:
        spec = find_spec(name) if name else None
        if spec is not None and spec.submodule_search_locations:
            yield from (Path(path).resolve() for path in spec.submodule_search_locations)
        elif spec is not None and spec.has_location and spec.origin:
            yield Path(spec.origin).resolve()


def _interpreter() -> Iterator[Path]:
    """Yields Python's program and the loader of programs, which a child may start again where
    seccomp allows it.
    """
    yield Path(sys.executable)
    for line in Path("/proc/self/maps").read_text().splitlines():
        path = Path(line.partition("/")[2] and f"/{line.partition('/')[2]}")
        if path.name.startswith("ld-"):
            yield path
