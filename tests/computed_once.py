"""Work with the same result in every test, done once in a process."""

from functools import lru_cache
from typing import Any

from whitenoise import WhiteNoise

from records import covers

_add_files = WhiteNoise.add_files
_static_files: dict[tuple[str, str | None], dict[str, Any]] = {}


def _add_cached_files(self: WhiteNoise, root: str, prefix: str | None = None) -> None:
    key = (str(root), prefix)
    if self.autorefresh or self.files:
        return _add_files(self, root, prefix)
    if key not in _static_files:
        _add_files(self, root, prefix)
        _static_files[key] = dict(self.files)
    self.files.update(_static_files[key])
    return None


def share() -> None:
    """Shares the list of static files, which each test client reads from the disk otherwise, and
    the drawn covers: most books of the tests have the same picture.
    """
    WhiteNoise.add_files = _add_cached_files
    covers.draw = lru_cache(maxsize=200)(covers.draw)
