"""Tests of what the kernel refuses to a child that a file has taken over.

Each names the part of the kernel that refuses, and is skipped where this kernel lacks it.
"""

import errno
import platform
import re
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from rontal.core.children import confinement, decoding_child, landlock, reading_child, seccomp
from rontal.core.children.frames import Frame
from rontal.core.children.limits import DECODING, SAMPLING, STREAMING, Bounds
from rontal.core.children.process import Process
from rontal.reading.pages import child as page_child
from rontal.verification.machine import child as machine_child

ATTACKER = "tests.support.core.attacking_decoder"
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
needs_landlock = pytest.mark.skipif(not landlock.abi(), reason="this kernel has no Landlock")
needs_seccomp = pytest.mark.skipif(not seccomp.is_available(), reason="no seccomp filters here")
of_x86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of x86-64")


def attempted(attempt: str, path: Path | str = "", bounds: Bounds = DECODING) -> int:
    """Returns the error number of an attempt in a child that decodes one file; 0 for success."""
    process = Process(decoding_child.__name__, [ATTACKER], bounds)
    try:
        error = process.request(Frame({"attempt": attempt, "path": str(path)})).head["error"]
    finally:
        process.end()
    return int(error)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    path.write_text("{}")
    return path


@needs_landlock
@pytest.mark.parametrize("attempt", ["read", "write"])
def test_a_file_outside_is_refused_by_landlock(attempt: str, secret: Path) -> None:
    assert attempted(attempt, secret) == errno.EACCES
    assert secret.read_text() == "{}"


@needs_landlock
def test_a_folder_outside_and_our_own_program_are_refused_by_landlock(tmp_path: Path) -> None:
    assert attempted("list", tmp_path) == errno.EACCES
    assert attempted("write", Path(confinement.__file__)) == errno.EACCES


@needs_landlock
@pytest.mark.parametrize("attempt", ["environment of the parent", "memory of the parent"])
def test_the_parent_is_hidden_by_landlock(attempt: str) -> None:
    assert attempted(attempt) == errno.EACCES


@needs_seccomp
@pytest.mark.parametrize("attempt", ["TCP", "socket of UNIX"])
def test_connections_are_refused_by_seccomp(attempt: str, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "database"))
        listener.listen()
        assert attempted(attempt, tmp_path / "database") == errno.EPERM


@needs_seccomp
@pytest.mark.parametrize("attempt", ["signal to the parent", "fork", "exec"])
def test_other_processes_are_refused_by_seccomp(attempt: str) -> None:
    assert attempted(attempt) == errno.EPERM


@needs_seccomp
@of_x86
@pytest.mark.parametrize("attempt", ["ptrace", "process_vm_readv", "io_uring"])
def test_calls_of_the_kernel_are_refused_by_seccomp(attempt: str) -> None:
    assert attempted(attempt) == errno.EPERM


@needs_seccomp
def test_modes_of_files_are_refused_by_seccomp(secret: Path) -> None:
    assert attempted("change mode", secret) == errno.EPERM


@needs_landlock
def test_a_child_that_starts_programs_starts_python_only_which_is_confined_too(
    secret: Path,
) -> None:
    """A spreadsheet is read by Python in a child of the child; Landlock refuses the others."""
    assert attempted("program", bounds=SAMPLING) == 0
    assert attempted("shell", bounds=SAMPLING) == errno.EACCES
    assert attempted("read by a program", secret, SAMPLING) == -1


@needs_landlock
def test_a_reader_writes_to_its_own_temporary_folder_only(secret: Path) -> None:
    process = Process(reading_child.__name__, [ATTACKER], STREAMING)
    folder = Path(f"/proc/{process.pid}/cmdline").read_bytes().split(b"\0")[8].decode()
    try:
        words = {"attempt": "write", "path": f"{folder}/part"}
        assert process.request(Frame({"head": words}, (b"",))).head["error"] == 0
        words["path"] = str(secret)
        assert process.request(Frame({"head": words}, (b"",))).head["error"] == errno.EACCES
        assert (Path(folder) / "part").exists()
    finally:
        process.end()
    assert not Path(folder).exists()


@needs_seccomp
@pytest.mark.parametrize(
    ("module", "words"),
    [
        (decoding_child.__name__, ["rontal.membership.photo_decoding"]),
        (page_child.MODULE, []),
        (machine_child.MODULE, ["tests.support.verification.machine.engines:Blind"] * 2),
    ],
)
def test_every_kind_of_child_is_confined_before_it_gets_a_file(
    module: str, words: Sequence[str]
) -> None:
    process = Process(module, words, Bounds())
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    finally:
        process.end()
    assert re.search(r"^NoNewPrivs:\t1$", status, re.MULTILINE)
    assert re.search(r"^Seccomp:\t2$", status, re.MULTILINE)


@pytest.mark.parametrize("machine", HEADERS)
def test_numbers_of_calls_are_those_of_the_kernels_headers(machine: str) -> None:
    if not HEADERS[machine].exists():
        pytest.skip(f"no {HEADERS[machine]} on this machine")
    text = HEADERS[machine].read_text().replace("__NR3264_", "__NR_")
    known = {name: int(number) for name, number in re.findall(r"__NR_(\w+)\s+(\d+)$", text, re.M)}
    column = list(HEADERS).index(machine)
    single = {
        "clone": seccomp.CLONE, "clone3": seccomp.CLONE3, "tgkill": seccomp.TGKILL,
        "prlimit64": seccomp.PRLIMIT,
    }  # fmt: skip
    for name, numbers in (seccomp.CALLS | seccomp.PROGRAM_CALLS | single).items():
        assert known.get(name, seccomp.NONE) == numbers[column], name


def test_a_kernel_without_these_parts_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert confinement.active_parts() == []
    assert not confinement.confine_files()
    assert not confinement.confine_calls(programs=False)
