"""Whether a face stands inside of a straight frame: the edge of a printed photo or of a phone."""

from collections.abc import Callable
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from rontal.verification.machine.protocols import FoundFace, PixelQuad
from rontal.verification.pdq import Pixels

Pieces = NDArray[np.float64]
"""Straight edges, n x 4: from x, y to x, y in widths of the face's place, whose top left is 0, 0
and whose lower right is 1, 1."""
LOOK_SIZE = 640
SLANT = 0.2
"""How far a side may lean against the face, as rise over run."""
SHORTEST = 0.12
LONG = 0.5
NEAR = 0.04
"""How far beside a side its pieces may lie."""
FACE_SPAN = (-0.2, 1.2)
PASSING = 0.5
"""The share of the span beside the face that a side of a frame is seen along."""
MOST_PIECES = 40
CANDIDATES = 5


def framed(pixels: Pixels, face: FoundFace) -> float:
    """How much of a frame round this face is seen: the share (0 to 1) seen of its weakest side.

    People cover what is straight behind them where their shoulders cross it; the edge of a
    printed photo runs on under the chest.
    """
    pieces = _pieces(pixels, face.place)
    level, upright = _level(pieces), _level(pieces[:, [1, 0, 3, 2]])
    sides = (
        _sides(level, lambda y: y < 0),
        _sides(level, lambda y: y > 1),
        _sides(upright, lambda x: x < 0.15),
        _sides(upright, lambda x: x > 0.85),
    )
    return max((_weakest(frame, level, upright) for frame in product(*sides)), default=0.0)


def _weakest(frame: tuple[NDArray[np.float64], ...], level: Pieces, upright: Pieces) -> float:
    """The least seen side of a frame of four lines (top, foot, left, right; see `_sides`)."""
    top, foot, left, right = frame
    seen = 1.0
    for pieces, line, ends in (
        (level, foot, (left, right)),
        (level, top, (left, right)),
        (upright, left, (top, foot)),
        (upright, right, (top, foot)),
    ):
        start, end = (_crossing(line, other) for other in ends)
        seen = min(seen, _covered(pieces, line, start, end))
        if seen == 0:
            break
    return seen


def _crossing(line: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Where along `line` (v = a + b u) it meets `other`, which runs across (u = c + d v)."""
    (a, b), (c, d) = line, other
    return float((c + d * a) / (1 - b * d))


def _covered(pieces: Pieces, line: NDArray[np.float64], start: float, end: float) -> float:
    """The share of a line between two places along it that edges lie on."""
    if end - start < 1:
        return 0.0
    off = np.abs(pieces[:, [1, 3]] - (line[0] + line[1] * pieces[:, [0, 2]])).max(axis=1)
    on = pieces[off < NEAR]
    steps = np.linspace(start, end, 60)[:, None]
    return float(((steps >= on[:, 0] - NEAR) & (steps <= on[:, 2] + NEAR)).any(axis=1).mean())


def _sides(pieces: Pieces, fits: Callable[[float], bool]) -> list[NDArray[np.float64]]:
    """Lines (a, b: across = a + b * along) that pass the whole face, the nearest first."""
    lengths = pieces[:, 2] - pieces[:, 0]
    longest = pieces[np.argsort(-lengths)][:MOST_PIECES]
    lines = [_line(pieces, piece) for piece in longest if piece[2] - piece[0] > LONG]
    passing = [line for line in lines if fits(_middle(line)) and _passes(pieces, line)]
    kept: list[NDArray[np.float64]] = []
    for line in sorted(passing, key=lambda line: abs(_middle(line) - 0.5)):
        if all(abs(_middle(line) - _middle(other)) > NEAR for other in kept):
            kept.append(line)
    return kept[:CANDIDATES]


def _line(pieces: Pieces, piece: NDArray[np.float64]) -> NDArray[np.float64]:
    """The line through a piece and what continues it."""
    slope = (piece[3] - piece[1]) / (piece[2] - piece[0])
    off = pieces[:, [1, 3]] - piece[1] - slope * (pieces[:, [0, 2]] - piece[0])
    on = pieces[np.abs(off).max(axis=1) < NEAR]
    along, across = on[:, [0, 2]].ravel(), on[:, [1, 3]].ravel()
    weights = np.repeat(on[:, 2] - on[:, 0], 2)
    return np.asarray(np.polyfit(along, across, 1, w=weights)[::-1])


def _passes(pieces: Pieces, line: NDArray[np.float64]) -> bool:
    return _covered(pieces, line, *FACE_SPAN) >= PASSING


def _middle(line: NDArray[np.float64]) -> float:
    """Where a line is at the middle of the face."""
    return float(line[0] + line[1] * 0.5)


def _level(pieces: Pieces) -> Pieces:
    """The pieces that run nearly along the first axis, each from its lower end."""
    run, rise = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    flat = pieces[np.abs(rise) < SLANT * np.abs(run)]
    return np.where((flat[:, 0] > flat[:, 2])[:, None], flat[:, [2, 3, 0, 1]], flat)


def _pieces(pixels: Pixels, place: PixelQuad) -> Pieces:
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))
    scale = min(1.0, LOOK_SIZE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    detected = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE, scale=1.0).detect(small)[0]
    found = np.empty((0, 4)) if detected is None else np.asarray(detected, np.float64)
    to_face = cv2.getAffineTransform(
        np.asarray(place[[0, 1, 3]] * scale, np.float32),
        np.array([[0, 0], [1, 0], [0, 1]], np.float32),
    )
    ends = (found.reshape(-1, 2) @ to_face[:, :2].T + to_face[:, 2]).reshape(-1, 4)
    return np.asarray(ends[np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]) > SHORTEST])
