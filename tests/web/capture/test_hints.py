"""Tests of the camera page's browser modules, run by node."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import numpy as np
import pytest

from idcard import quality
from idcard.photo_facts import Limits
from rontal.verification.checks.photos import LIMITS
from tests.support.web.capture import browser_modules
from tests.support.web.capture.browser_modules import Shown

SOUND = browser_modules.card(3)
SELF = browser_modules.face(3)
PICTURES: dict[str, tuple[Shown, str]] = {
    "a card in the outline": (Shown(SOUND), "good"),
    "a card turned by three degrees": (Shown(browser_modules.card(4, turn=3)), "good"),
    "a card a little smaller than the outline": (
        Shown(browser_modules.card(5, share=0.95)),
        "good",
    ),
    "a card far away": (Shown(browser_modules.card(6, share=0.6, turn=1)), "far"),
    "a card too near": (Shown(browser_modules.card(7, share=1.25, turn=1)), "near"),
    "a table without a card": (Shown(browser_modules.table(8)), "empty"),
    "a blurred card": (Shown(browser_modules.blurred(SOUND, 2.5)), "blurred"),
    "a card under a lamp": (Shown(browser_modules.glaring(SOUND)), "glare"),
    "a card in the dark": (Shown((SOUND * 0.3).astype(np.uint8)), "dark"),
    "a face in the oval": (Shown(SELF, "face"), "good"),
    "a face far away": (Shown(browser_modules.face(4, zoom=0.45), "face"), "far"),
    "a blurred face": (Shown(browser_modules.blurred(SELF, 4), "face"), "blurred"),
    "a face in the dark": (Shown((SELF * 0.2).astype(np.uint8), "face"), "dark"),
    "a wall": (Shown(np.full_like(SELF, 150), "face"), "empty"),
}


@cache
def answers() -> dict[str, dict[str, Any]]:
    with TemporaryDirectory() as folder:
        shown = [picture for picture, _hint in PICTURES.values()]
        return dict(zip(PICTURES, browser_modules.measured(shown, Path(folder)), strict=True))


@pytest.mark.whole
@pytest.mark.parametrize("name", PICTURES)
def test_hint_advises_what_to_do(name: str) -> None:
    assert answers()[name]["hint"] == PICTURES[name][1], answers()[name]


@pytest.mark.parametrize("name", PICTURES)
def test_browser_and_server_measure_the_same(name: str) -> None:
    grey = PICTURES[name][0].grey
    server = quality.measure(np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8))
    browser = answers()[name]
    assert browser["light"] == pytest.approx(server.light, abs=1)
    assert browser["blur"] == pytest.approx(server.blur, abs=1e-4)
    assert browser["glare"] == pytest.approx(server.glare, abs=1e-6)


def test_browser_and_server_are_equally_strict() -> None:
    browser = browser_modules.limits()
    for slot, limits in LIMITS.items():
        here = browser[slot.value]
        assert limits == Limits(limits.min_size, here["light"], here["glare"], here["blur"])


def test_hint_stays_until_it_can_be_read() -> None:
    frames = [
        (0, "far"),
        (300, "far"),
        (600, "good"),
        (900, "good"),
        (1500, "good"),
        (1900, "good"),
    ]
    assert browser_modules.calmed(frames) == ["", "far", "far", "far", "far", "good"]


def test_single_different_frame_changes_no_hint() -> None:
    frames = [(0, "good"), (300, "good"), (2000, "blurred"), (2300, "good"), (2600, "good")]
    assert browser_modules.calmed(frames) == ["", "good", "good", "good", "good"]
