"""The program `age` (Debian: age) and its project's test files, which others wrote."""

import os
import pty
import shutil
import subprocess
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from rontal.config.age.recipients import PrivateKey

PROGRAM = shutil.which("age")
VECTORS = Path("/usr/share/gocode/src/c2sp.org/CCTV/age/testdata")
program_needed = pytest.mark.skipif(not PROGRAM, reason="age is not installed (Debian: age)")
vectors_needed = pytest.mark.skipif(
    not VECTORS.exists(), reason="no test files of age (Debian: golang-github-c2sp-cctv-dev)"
)


@dataclass(frozen=True)
class Vector:
    """One test file: what becomes of it, by which keys, and the hash of its content."""

    name: str
    expect: str
    keys: list[str]
    passphrases: list[str]
    payload: str
    content: bytes


def vectors() -> list[Vector]:
    """Returns the test files of binary age files; armor is not read here."""
    found = [_vector(path) for path in sorted(VECTORS.iterdir())] if VECTORS.exists() else []
    return [vector for vector in found if vector]


def _vector(path: Path) -> Vector | None:
    head, _, content = path.read_bytes().partition(b"\n\n")
    lines = [line.split(": ", 1) for line in head.decode().splitlines()]
    words = dict(lines)
    if "armored" in words or any("PQ" in value for name, value in lines if name == "identity"):
        return None
    if words.get("compressed") == "zlib":
        content = zlib.decompress(content)
    return Vector(
        path.name,
        words["expect"],
        [value for name, value in lines if name == "identity"],
        [value for name, value in lines if name == "passphrase"],
        words.get("payload", ""),
        content,
    )


def encrypt(source: Path, target: Path, *keys: PrivateKey) -> None:
    recipients = [word for key in keys for word in ("-r", str(key.public))]
    subprocess.run(["age", "-e", *recipients, "-o", target, source], check=True)


def decrypt(source: Path, target: Path, key: PrivateKey) -> "subprocess.CompletedProcess[str]":
    file = source.with_name("key.txt")
    file.write_text(f"# made by a test\n{key.text()}\n")
    call = ["age", "-d", "-i", file, "-o", target, source]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def with_passphrase(passphrase: str, *words: str | Path) -> int:
    """Runs age at a terminal, where it asks for passphrases; returns its exit code."""
    child, terminal = pty.fork()
    if not child:
        os.execvp("age", ["age", *map(str, words)])
    asked = b""
    while True:
        try:
            said = os.read(terminal, 1000)
        except OSError:  # the terminal closes as age ends
            break
        if not said:
            break
        asked += said
        if asked.rstrip().endswith(b":"):
            os.write(terminal, f"{passphrase}\n".encode())
            asked = b""
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
