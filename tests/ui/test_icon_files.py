"""Tests of icon files: each is rendered once, and its address depends on the profile."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rontal.ui import app_icon, icon_files
from tests.support.ui.app_icon import RING, library, logo


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path / "home"
    return settings.HOME


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes that were rendered."""
    sizes: list[int] = []
    real = app_icon.png

    def png(library: Any, *, size: int, purpose: Any = app_icon.Purpose.ANY) -> bytes:
        sizes.append(size)
        return real(library, size=size, purpose=purpose)

    monkeypatch.setattr(app_icon, "png", png)
    return sizes


def test_each_file_is_rendered_once(drawn: list[int], home: Path) -> None:
    icon_files.render_all(library())
    assert drawn
    drawn.clear()
    for name in icon_files.names():
        content = icon_files.content(library(), name)
        assert (home / "icons" / icon_files.version(library()) / name).read_bytes() == content
    assert drawn == []


def test_read_only_home_costs_only_time(home: Path) -> None:
    home.write_text("a file where the folder should be")
    content = icon_files.content(library(), "any-192.png")
    assert Image.open(io.BytesIO(content)).size == (192, 192)


def test_partial_files_are_not_left(home: Path) -> None:
    icon_files.render_all(library())
    file_names = {path.name for path in home.rglob("*") if path.is_file()}
    assert file_names == set(icon_files.names())


def test_address_follows_the_content_of_the_icons(tmp_path: Path) -> None:
    known = icon_files.address(library(), "any-192.png")
    assert icon_files.address(library("Perpustakaan Tegal"), "any-192.png") == known  # initials PT
    others = {
        icon_files.address(library("Perpustakaan Badung"), "any-192.png"),
        icon_files.address(library(colour="#123456"), "any-192.png"),
        icon_files.address(library(background="#123456"), "any-192.png"),
        icon_files.address(library(logo=logo(tmp_path, RING)), "any-192.png"),
        icon_files.address(library(logo=logo(tmp_path, RING + " ", "b.svg")), "any-192.png"),
    }
    assert known not in others
    assert len(others) == 5


@pytest.mark.parametrize("icon", icon_files.ICONS, ids=lambda icon: icon.name)
def test_each_icon_has_its_size(icon: icon_files.Icon) -> None:
    picture = Image.open(io.BytesIO(icon_files.content(library(), icon.name)))
    assert (picture.format, picture.size) == ("PNG", (icon.size, icon.size))


@pytest.mark.parametrize("name", icon_files.SHORTCUTS)
def test_each_shortcut_has_a_drawing_of_its_own(name: str) -> None:
    content = icon_files.content(library(), f"{name}-96.png")
    picture = Image.open(io.BytesIO(content)).convert("RGBA")
    assert picture.size == (96, 96)
    assert picture.getpixel((0, 0))[3] == 0
    assert (0xF7, 0xF1, 0xDF, 255) in {colour for _n, colour in picture.getcolors(10_000)}


def test_the_favicon_has_three_pictures() -> None:
    icon = Image.open(io.BytesIO(icon_files.content(library(), "favicon.ico")))
    assert icon.format == "ICO"
    assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    for side in icon_files.FAVICON_SIDES:
        icon.size = (side, side)
        own = Image.open(io.BytesIO(app_icon.png(library(), size=side)))
        assert icon.convert("RGBA").tobytes() == own.convert("RGBA").tobytes()


def test_unknown_file_name_is_not_found() -> None:
    with pytest.raises(KeyError):
        icon_files.content(library(), "../../etc/passwd")


def test_missing_logo_leaves_the_icons(tmp_path: Path) -> None:
    path = logo(tmp_path, RING)
    known = library(logo=path)
    before = icon_files.content(known, "any-192.png")
    Path(path).unlink()
    assert icon_files.content(known, "any-192.png") == before
    assert icon_files.version(replace(known, unit="another unit")) == icon_files.version(known)
