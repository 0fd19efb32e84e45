"""Files of the app icons: rendered once per profile, stored in the home folder.

`render_all` runs before a web process answers requests; a missing file is rendered on demand.
URLs contain a digest of everything that the icons show, so that browsers may cache them forever.
"""

import contextlib
import hashlib
import io
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image

from rontal.core.profile import Library, Look
from rontal.ui import app_icon
from rontal.ui.app_icon import Purpose

DRAWING: Final = 1
"""Version of the drawing code; raised when the same profile gives different images."""

FAVICON: Final = "favicon.ico"
FAVICON_SIDES: Final = (16, 32, 48)
APPLE: Final = "apple-180.png"
SHORTCUT_SIDE: Final = 96
SHORTCUTS: Final = ("shelf", "card", "search", "book")
"""Names of the drawings (ui/drawings/icons) on the app's shortcut icons."""


@dataclass(frozen=True)
class Icon:
    """PNG named in the web manifest."""

    size: int
    purpose: Purpose

    @property
    def name(self) -> str:
        return f"{self.purpose}-{self.size}.png"


ICONS: Final = (
    Icon(48, Purpose.ANY),
    Icon(192, Purpose.ANY),
    Icon(512, Purpose.ANY),
    Icon(192, Purpose.MASKABLE),
    Icon(512, Purpose.MASKABLE),
    Icon(512, Purpose.MONOCHROME),
)


def render_all(library: Library) -> None:
    for name in _RENDERERS:
        content(library, name)


def content(library: Library, name: str) -> bytes:
    """Returns a file's bytes, rendered where it is missing. Raises KeyError for an unknown name."""
    render = _RENDERERS[name]
    path = settings.HOME / "icons" / version(library) / name
    try:
        return path.read_bytes()
    except OSError:
        made = render(library)
        with contextlib.suppress(OSError):  # without a writable folder it is rendered each time
            _write(path, made)
        return made


def address(library: Library, name: str) -> str:
    """Returns the URL path of a file."""
    return f"/ikon/{version(library)}/{name}"


def version(library: Library) -> str:
    """Returns a digest of everything that the library's icons show."""
    return _version(library.look, app_icon.initials_of(library))


def names() -> tuple[str, ...]:
    return tuple(_RENDERERS)


@lru_cache(64)
def _version(style: Look, initials: str) -> str:
    logo = b""
    if style.logo:
        with contextlib.suppress(OSError):
            logo = Path(style.logo).read_bytes()
    inputs = (DRAWING, style.colour, style.background, initials, hashlib.sha256(logo).hexdigest())
    return hashlib.sha256(repr(inputs).encode()).hexdigest()[:16]


def _write(path: Path, made: bytes) -> None:
    """Writes a file atomically, because other processes read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as target:
        target.write(made)
    Path(name).replace(path)


def _favicon(library: Library) -> bytes:
    pictures = [Image.open(io.BytesIO(app_icon.png(library, size=side))) for side in FAVICON_SIDES]
    target = io.BytesIO()
    sizes = [picture.size for picture in pictures]
    pictures[-1].save(target, "ICO", sizes=sizes, append_images=pictures[:-1])
    return target.getvalue()


def _icon(icon: Icon) -> Callable[[Library], bytes]:
    return lambda library: app_icon.png(library, size=icon.size, purpose=icon.purpose)


def _shortcut(drawing: str) -> Callable[[Library], bytes]:
    return lambda library: app_icon.shortcut_png(library, drawing, size=SHORTCUT_SIDE)


_RENDERERS: Final[dict[str, Callable[[Library], bytes]]] = {
    FAVICON: _favicon,
    APPLE: lambda library: app_icon.opaque_png(library, size=180),
    **{icon.name: _icon(icon) for icon in ICONS},
    **{f"{drawing}-{SHORTCUT_SIDE}.png": _shortcut(drawing) for drawing in SHORTCUTS},
}
