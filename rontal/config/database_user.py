"""System user of the database, and whether that user can enter a folder.

PostgreSQL refuses to run as root. Where Rontal runs as root, the database runs as an
unprivileged user; otherwise as the same user as Rontal.
"""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FALLBACKS = ("postgres", "nobody")


@dataclass(frozen=True)
class DatabaseUser:
    """System user of the database; `foreign` is True where it differs from ours."""

    name: str
    uid: int
    gid: int
    foreign: bool

    def options(self) -> dict[str, Any]:
        """Returns subprocess arguments that run a child as this user without extra groups."""
        if not self.foreign:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Changes the owner of `path` to this user."""
        if self.foreign:
            os.chown(path, self.uid, self.gid)


def database_user_of(data: Path) -> DatabaseUser:
    """Returns the user that runs the database with the data folder `data`."""
    if os.geteuid() != 0:
        return _user(os.geteuid(), foreign=False)
    if data.exists() and data.stat().st_uid != 0:
        return _user(data.stat().st_uid, foreign=True)
    for name in FALLBACKS:
        try:
            return _user(pwd.getpwnam(name).pw_uid, foreign=True)
        except KeyError:
            continue
    return DatabaseUser("65534", 65534, 65534, foreign=True)


def _user(uid: int, *, foreign: bool) -> DatabaseUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return DatabaseUser(str(uid), uid, uid if foreign else os.getegid(), foreign)
    return DatabaseUser(entry.pw_name, uid, entry.pw_gid, foreign)


def blocking(path: Path, who: DatabaseUser) -> Path | None:
    """Returns the first folder on the way to `path`, inclusive, that `who` cannot enter."""
    if not who.foreign:
        return None
    path = path.resolve()
    for folder in (*reversed(path.parents), path):
        if folder.is_dir() and not _enters(folder.stat(), who):
            return folder
    return None


def _enters(status: os.stat_result, who: DatabaseUser) -> bool:
    if status.st_uid == who.uid:
        return bool(status.st_mode & 0o100)
    if status.st_gid == who.gid:
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)
