"""Tests of grouping text lines into blocks."""

import numpy as np

from idcard.pixels import PixelQuad
from idcard.reading.blocks import blocks_of, text_length


def line(left: float, top: float, length: float, *, angle: float = 0.0) -> PixelQuad:
    """Returns a box 10 pixels tall, turned around its first corner."""
    turn = np.radians(angle)
    along = np.array([np.cos(turn), np.sin(turn)])
    down = np.array([-along[1], along[0]]) * 10
    start = np.array([left, top])
    across = along * length
    return np.array([start, start + across, start + across + down, start + down], np.float32)


CARD = [line(100, 100 + 16 * row, 120 - 7 * row) for row in range(6)]
COLUMN = [line(280, 100 + 16 * row, 60) for row in range(6)]
SLANTED = [line(120 + 2 * row, 220 + 16 * row, 200, angle=9) for row in range(9)]


def same(block: list[PixelQuad], quads: list[PixelQuad]) -> bool:
    return {id(quad) for quad in block} == {id(quad) for quad in quads}


def test_columns_of_one_card_are_one_block() -> None:
    (block,) = blocks_of([*CARD, *COLUMN])
    assert same(block, [*CARD, *COLUMN])


def test_slanted_page_touching_a_card_is_another_block_and_the_largest_comes_first() -> None:
    page, card = blocks_of([*CARD, *SLANTED])
    assert same(page, SLANTED)
    assert same(card, CARD)


def test_distant_or_much_taller_text_is_another_block() -> None:
    far = line(700, 100, 90)
    stamp = np.float32(4) * line(25, 50, 60)
    assert len(blocks_of([*CARD, far, stamp])) == 3


def test_a_box_without_direction_is_in_no_block() -> None:
    assert blocks_of([line(0, 0, 12)]) == []
    assert blocks_of([]) == []


def test_text_is_measured_in_heights_of_its_lines() -> None:
    assert text_length([line(0, 0, 50), np.float32(3) * line(0, 0, 50)]) == 10
    assert text_length([]) == 0
