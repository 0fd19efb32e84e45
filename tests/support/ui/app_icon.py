"""Libraries with a logo, and the ring around an app icon."""

from dataclasses import replace
from pathlib import Path

from django.conf import settings

from rontal.core.profile import App, Library

RING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    '<circle cx="50" cy="50" r="40" fill="none" stroke="#802010" stroke-width="12"/></svg>'
)


def library(short_name: str = "Perpustakaan Tabanan", **changes: str) -> Library:
    known = settings.LIBRARY
    changes = {"logo": "", **changes}
    return replace(known, short_name=short_name, look=replace(known.look, **changes), app=App())


def logo(folder: Path, content: str | bytes, name: str = "logo.svg") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)
