"""Draws docs/layers.svg: the layers of the apps from pyproject.toml, with each app's docstring."""

import importlib
import tomllib
from collections.abc import Iterator
from typing import Final

from rontal.config.env import ROOT

DRAWING: Final = ROOT / "docs/layers.svg"
PACKAGES: Final = ("idcard", "records")
LEFT, WIDTH, ROW, HEIGHT, GAP = 60, 720, 48, 40, 8
"""Measures in units of the drawing."""
INTERFACES: Final = {"web", "desk", "interop"}


def drawing() -> str:
    """Returns the SVG; a row a layer, the packages without Django at the bottom."""
    rows = [*_layers(), [f"{name}/" for name in PACKAGES]]
    bottom = 20 + ROW * len(rows)
    boxes = "".join(_row(names, 20 + ROW * at) for at, names in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 {bottom + 12}" role="img"'
        ' aria-labelledby="t d" font-family="Georgia, serif">\n'
        '<title id="t">The apps of Rontal</title><desc id="d">Layers of apps, config at the top,'
        " core and the packages without Django at the bottom. Imports point down only; events go"
        f' up.</desc>\n<rect width="100%" height="100%" fill="#f6f8f3"/>\n{boxes}'
        f"{_arrow(28, 28, bottom - GAP, 'imports point down')}"
        f"{_arrow(812, bottom - GAP, 28, 'events go up')}</svg>\n"
    )


def _layers() -> Iterator[list[str]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    apps = next(one for one in contracts["contracts"] if one.get("containers") == ["rontal"])
    for layer in apps["layers"]:
        yield layer.replace(":", "|").replace(" ", "").split("|")


def _row(names: list[str], top: int) -> str:
    width = (WIDTH - GAP * (len(names) - 1)) // len(names)
    return "".join(
        _box(name, LEFT + at * (width + GAP), top, width) for at, name in enumerate(names)
    )


def _box(name: str, left: int, top: int, width: int) -> str:
    fill = "#f7eed8" if name in INTERFACES else "#ffffff"
    ink = '" fill="#16211c">'
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{HEIGHT}" rx="20" fill="{fill}"'
        f' stroke="#c2912e"/><circle cx="{left + 16}" cy="{top + 20}" r="3" fill="#c2912e"/>\n'
        f'<text x="{left + 30}" y="{top + 25}" font-size="16" font-weight="bold{ink}{name}</text>'
        f'<text x="{left + width - 16}" y="{top + 25}" font-size="13" text-anchor="end{ink}'
        f"{_caption(name)}</text>\n"
    )


def _caption(name: str) -> str:
    module = name.removesuffix("/") if name.endswith("/") else f"rontal.{name}"
    first = (importlib.import_module(module).__doc__ or "").strip().splitlines()[0]
    return first.removesuffix(".")


def _arrow(x: int, start: int, end: int, words: str) -> str:
    middle, point = (start + end) // 2, 10 if end > start else -10
    return (
        f'<path d="M{x} {start}V{end}m-6 {-point}l6 {point}l6 {-point}" fill="none"'
        ' stroke="#c2912e" stroke-width="2"/>'
        f'<text transform="translate({x - 10 if x < LEFT else x + 18} {middle}) rotate(-90)"'
        f' font-size="13" text-anchor="middle" fill="#16211c">{words}</text>\n'
    )
