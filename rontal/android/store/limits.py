"""Limits of the Play Console (its Help, 2026): lengths of texts, sizes of pictures. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class KitError(ValueError):
    """Something does not fit into the store; the message names it and what to shorten."""


class Text(StrEnum):
    """The texts of a listing, by the names that fastlane gives their files."""

    TITLE = "title"
    SHORT = "short_description"
    FULL = "full_description"
    NEWS = "whats_new"


MAX_LENGTHS: Final = {Text.TITLE: 30, Text.SHORT: 80, Text.FULL: 4000, Text.NEWS: 500}
"""Characters."""

ICON_SIDE: Final = 512
ICON_BYTES: Final = 1_048_576
FEATURE: Final = (1024, 500)
FEATURE_BYTES: Final = 15_000_000
SHOT_SIDES: Final = (320, 3840)
SHOT_BYTES: Final = 8_000_000
SHOTS: Final = (2, 8)
"""Fewest and most screenshots of one kind of device."""


@dataclass(frozen=True)
class Device:
    """A kind of device: its folder, the viewport in CSS pixels, and device pixels per CSS pixel."""

    folder: str
    width: int
    height: int
    scale: int
    mobile: bool = True

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of its screenshots."""
        return self.width * self.scale, self.height * self.scale


DEVICES: Final = (
    Device("phoneScreenshots", 360, 640, 3),
    Device("sevenInchScreenshots", 600, 960, 2),
    Device("tenInchScreenshots", 1280, 800, 2),
)


def check_text(text: str, kind: Text, language: str) -> str:
    """Returns `text` if the store accepts it; raises KitError."""
    most = MAX_LENGTHS[kind]
    if not text.strip():
        raise KitError(f"{kind} ({language}) is empty")
    if len(text) > most:
        raise KitError(
            f"{kind} ({language}) has {len(text)} characters and the store takes {most}; "
            "shorten name, short_name, unit or address in the library profile"
        )
    return text


def check_shot(name: str, size: tuple[int, int], length: int) -> None:
    """Raises KitError if the store refuses a screenshot of this size in pixels and bytes."""
    least, most = SHOT_SIDES
    if min(size) < least or max(size) > most or max(size) > 2 * min(size):
        raise KitError(f"{name} is {size[0]}×{size[1]} pixels, which the store refuses")
    if length > SHOT_BYTES:
        raise KitError(f"{name} has {length} bytes and the store takes {SHOT_BYTES}")
