"""Writes the store kit: texts, pictures and answers, in the folders that fastlane knows."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from rontal.android.package.naming import package_name
from rontal.android.store import declarations, graphics, listing
from rontal.android.store.limits import DEVICES, SHOTS, Device, KitError, Text, check_shot
from rontal.core.profile import Library

TakeScreenshots = Callable[[Path], list[Path]]
"""Takes screenshots into `LOCALE/images/DEVICE/NUMBER.png` of a folder; returns their paths. Raises
KitError with one line where it cannot."""

FOLDER: Final = "store"
NO_SCREENSHOTS: Final = (
    "no screenshots: Chromium is not installed here (apt-get install --no-install-recommends "
    "chromium), or they were not asked for; the store takes two to eight a device"
)
UNTRANSLATED: Final = (
    "the Indonesian texts are missing: run `python -m rontal.config.translations --compile`"
)


@dataclass
class Kit:
    """Files that were written, and notes about missing parts, one line each."""

    files: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def write(
    *,
    folder: Path,
    library: Library,
    url: str,
    icon: bytes,
    drawings: Mapping[str, str],
    screenshots: TakeScreenshots | None,
) -> Kit:
    """Writes the kit into `folder/store`, replacing an earlier one; notes missing parts.

    `url` is the site's public address without a slash at the end. `icon` is a square PNG of at
    least 512 pixels that fills its corners (a maskable one). `drawings` holds the SVG texts `hero`
    and `divider`. Without `screenshots`, or if they fail, the other files are written.
    Raises KitError if a text or picture does not fit into the store.
    """
    kit, root = Kit(), folder / FOLDER
    package = package_name(library.app.package, urlsplit(url).hostname or "localhost")
    texts = {code: listing.texts(library, url, code) for code in listing.LOCALES}
    if texts["id"] == texts["en"]:
        raise KitError(UNTRANSLATED)
    pictures = {code: graphics.feature(library, drawings, code) for code in listing.LOCALES}
    square = graphics.icon(icon)
    shutil.rmtree(root, ignore_errors=True)
    for code, locale in listing.LOCALES.items():
        _write_texts(kit, root / locale, texts[code])
        _write_file(kit, root / locale / "images/icon.png", square)
        _write_file(kit, root / locale / "images/featureGraphic.png", pictures[code])
        page = declarations.answers(library, url, package, code)
        _write_file(kit, root / f"answers.{code}.md", page.encode())
        _write_file(
            kit, root / f"data-safety.{code}.csv", declarations.table(code).encode("utf-8-sig")
        )
    _add_screenshots(kit, root, screenshots)
    _note_address(kit, url)
    return kit


def _write_texts(kit: Kit, folder: Path, texts: Mapping[Text, str]) -> None:
    for kind, text in texts.items():
        name = "changelogs/default.txt" if kind is Text.NEWS else f"{kind}.txt"
        _write_file(kit, folder / name, f"{text}\n".encode())


def _add_screenshots(kit: Kit, root: Path, take_screenshots: TakeScreenshots | None) -> None:
    if take_screenshots is None:
        kit.notes.append(NO_SCREENSHOTS)
        return
    try:
        paths = take_screenshots(root)
    except KitError as error:
        kit.notes.append(f"no screenshots: {error}")
        return
    for path in paths:
        content, size = graphics.opaque_screenshot(path.read_bytes(), path.name)
        check_shot(str(path.relative_to(root)), size, len(content))
        _write_file(kit, path, content)
    for locale in listing.LOCALES.values():
        for device in DEVICES:
            _check_number(kit, root / locale / "images", device)


def _check_number(kit: Kit, images: Path, device: Device) -> None:
    number, (least, most) = len(list((images / device.folder).glob("*.png"))), SHOTS
    if not least <= number <= most:
        kit.notes.append(
            f"{images.parent.name}/{device.folder} has {number} screenshots; "
            f"the store takes {least} to {most}"
        )


def _note_address(kit: Kit, url: str) -> None:
    if not url.startswith("https://"):
        kit.notes.append(
            f"the address of the site is {url}: the store and phones accept https:// alone; "
            "set RONTAL_URL and write the kit again"
        )


def _write_file(kit: Kit, path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if path not in kit.files:
        kit.files.append(path)
