"""Tests of evening out shadows."""

import numpy as np

from idcard.reading.illumination import evened


def paper() -> np.ndarray:
    page = np.full((400, 600, 3), 215, np.uint8)
    page[40:360:40, 40:560] = 40
    return page


def test_well_lit_picture_is_unchanged() -> None:
    page = paper()
    assert evened(page) is page


def test_paper_in_shadow_becomes_as_bright_as_lit_paper() -> None:
    light = np.linspace(1.0, 0.15, 600)[None, :, None]
    shadowed = (paper() * light).astype(np.uint8)
    even = evened(shadowed)
    blank = even[60]
    assert shadowed[60].min() < 40
    assert blank.min() > 160
    assert even[40, 60:540].max() < 90


def test_black_pictures_and_single_pixels_cause_no_error() -> None:
    assert evened(np.zeros((5, 7, 3), np.uint8)).shape == (5, 7, 3)
    assert evened(np.zeros((1, 1, 3), np.uint8)).max() == 0
