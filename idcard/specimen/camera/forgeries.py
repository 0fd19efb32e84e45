"""Photos without a real card: the card on a screen, or a black-and-white copy. RGB, uint8."""

from random import Random

import cv2
import numpy as np

from idcard.specimen.camera.scene import Corners, Picture, warp_of, width_of

SCREEN = (1280, 860)
"""Width and height in pixels of the screen that shows the card."""
CELL = 3
"""Each pixel of the screen is drawn as this many columns (red, green, blue) and rows."""
LENS = 0.36
"""Blur of the camera's lens: standard deviation in pixels of the photo."""


def on_screen(card: Picture, random: Random, grid: float) -> Picture:
    """Returns a screen that shows the card, with visible subpixels: CELL times SCREEN in size."""
    shown = _shown(card, random).astype(np.float32)
    shown = 14 + shown * np.array([0.9, 0.94, 0.98], np.float32)
    cells = np.repeat(np.repeat(shown, CELL, axis=0), CELL, axis=1)
    mask = np.full((cells.shape[0], cells.shape[1], 3), 1 - grid, np.float32)
    for colour in range(3):
        mask[:, colour::CELL, colour] += grid * 3
    mask[2::CELL] *= 1 - grid * 0.6
    mask *= 1.08 + grid * 0.2
    return np.asarray(np.clip(cells * mask, 0, 255), np.uint8)


def _shown(card: Picture, random: Random) -> Picture:
    """Returns the picture on the screen: the card in a viewer with a dark or light background."""
    wide, tall = SCREEN
    ground = random.choice((24, 34, 236))
    screen = np.full((tall, wide, 3), ground, np.uint8)
    share = random.uniform(0.84, 0.95)
    scale = min(wide * share / card.shape[1], (tall - 110) * 0.97 / card.shape[0])
    small = cv2.resize(card, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    left, top = (wide - small.shape[1]) // 2, 60 + (tall - 110 - small.shape[0]) // 2
    screen[top : top + small.shape[0], left : left + small.shape[1]] = small
    bar = 200 if ground > 100 else 60
    screen[:44] = bar
    for place in range(3):
        cv2.circle(screen, (wide - 30 - place * 34, 22), 8, (bar // 2,) * 3, -1, cv2.LINE_AA)
    return screen


def compose_screen(table: Picture, screen: Picture, corners: Corners) -> Picture:
    """Returns the scene with the screen in it; the pixels of camera and screen interfere."""
    size = (table.shape[1], table.shape[0])
    flat = (screen.shape[1], screen.shape[0])
    seen = cv2.GaussianBlur(screen, (0, 0), LENS * flat[0] / width_of(corners))
    warp = warp_of(flat, corners)
    middle = corners.mean(axis=0)
    bezel = np.rint(middle + (corners - middle) * 1.07).astype(np.int32)
    scene = table.copy()
    cv2.fillConvexPoly(scene, bezel, (18, 18, 20), cv2.LINE_AA)
    mask = cv2.warpPerspective(np.full(screen.shape[:2], 255, np.uint8), warp, size)
    laid = cv2.warpPerspective(seen, warp, size, flags=cv2.INTER_LINEAR)
    return np.where(mask[..., None] > 127, laid, scene)


def copied(card: Picture, random: Random, contrast: float, toner: float) -> Picture:
    """Returns the card as a copying machine prints it: grey, with more contrast, speckled."""
    grey = cv2.cvtColor(card, cv2.COLOR_RGB2GRAY).astype(np.float32)
    harder = (grey - 128) * contrast + 140
    source = np.random.RandomState(random.randrange(2**32))
    grains = np.asarray(source.standard_normal(grey.shape), np.float32)
    speckle = cv2.GaussianBlur(grains, (0, 0), 1.4)
    harder += speckle * toner * 3.5
    copy = np.clip(harder, 22, 250).astype(np.uint8)
    return np.repeat(copy[..., None], 3, axis=2)


def sheet_of_paper(copy: Picture, random: Random) -> tuple[Picture, Corners]:
    """Returns white paper with the copy on it, and the corners of the copy on the paper."""
    tall, wide = copy.shape[:2]
    left, right = (round(wide * random.uniform(0.06, 0.2)) for _ in range(2))
    above, below = (round(wide * random.uniform(0.06, 0.2)) for _ in range(2))
    paper = np.full((tall + above + below, wide + left + right, 3), 246, np.uint8)
    paper[above : above + tall, left : left + wide] = copy
    cv2.rectangle(paper, (left, above), (left + wide, above + tall), (120, 120, 120), 2)
    corners = [(0, 0), (wide, 0), (wide, tall), (0, tall)]
    return paper, np.array(corners, np.float32) + np.array([left, above], np.float32)
