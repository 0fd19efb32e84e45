"""Light, lens, sensor and file: the effects of a camera on a scene. Pictures are RGB, uint8."""

from io import BytesIO
from math import cos, radians, sin
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from idcard.specimen.camera.scene import Corners, Picture, width_of

Light = NDArray[np.float32]


def evenly_lit(photo: Picture, random: Random, fall: float) -> Picture:
    """Applies light that falls off towards one side by the share `fall` and has a slight colour."""
    tall, wide = photo.shape[:2]
    angle = random.uniform(0, 6.283)
    across = np.linspace(-0.5, 0.5, wide, dtype=np.float32)[None, :] * cos(angle)
    down = np.linspace(-0.5, 0.5, tall, dtype=np.float32)[:, None] * sin(angle)
    factor = 1.03 - fall * (across + down + 0.5)
    warmth = random.uniform(-0.06, 0.06)
    tint = np.array([1 + warmth, 1, 1 - warmth], np.float32)
    return _clipped(photo * (factor[..., None] * tint))


def shadow(photo: Picture, random: Random, depth: float) -> Picture:
    """Applies the shadow of a hand or a phone, with a soft edge."""
    tall, wide = photo.shape[:2]
    shape = np.zeros((tall, wide), np.float32)
    start = random.uniform(0.25, 0.75)
    slant = random.uniform(-0.35, 0.35)
    edge = [(start - slant, 0), (start, 0.5), (start + slant, 1)]
    outer = [(1.2, 1), (1.2, 0)] if random.random() < 0.5 else [(-0.2, 1), (-0.2, 0)]
    points = np.array([(x * wide, y * tall) for x, y in (*edge, *outer)], np.int32)
    cv2.fillPoly(shape, [points], 1.0)
    small = cv2.resize(shape, (wide // 4, tall // 4), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), random.uniform(5, 30))
    factor = 1 - depth * cv2.resize(soft, (wide, tall))
    return _clipped(photo * factor[..., None])


def glare(photo: Picture, random: Random, corners: Corners, peak: float, reach: float) -> Picture:
    """Applies a lamp's reflection on the card: bright in the middle, never quite white."""
    wide = width_of(corners)
    across, down = random.uniform(0.15, 0.85), random.uniform(0.15, 0.85)
    top = corners[0] * (1 - across) + corners[1] * across
    bottom = corners[3] * (1 - across) + corners[2] * across
    middle = top * (1 - down) + bottom * down
    long, short = reach * wide * random.uniform(1, 2.2), reach * wide
    angle = random.uniform(0, 3.14)
    rows, columns = np.mgrid[0 : photo.shape[0], 0 : photo.shape[1]].astype(np.float32)
    columns -= middle[0]
    rows -= middle[1]
    along = (columns * cos(angle) + rows * sin(angle)) / long
    beside = (rows * cos(angle) - columns * sin(angle)) / short
    white = peak * np.exp(-0.5 * (along**2 + beside**2) ** 1.3)
    return _clipped(photo + (255 - photo.astype(np.float32)) * white[..., None])


def low_light(photo: Picture, exposure: float) -> Picture:
    """Darkens the photo and flattens its shadows."""
    return _clipped(photo * exposure + 6 * (1 - exposure))


def defocus(photo: Picture, radius: float) -> Picture:
    """Applies defocus: every point becomes a disc of this radius in pixels."""
    if radius < 0.4:
        return photo
    reach = int(np.ceil(radius + 1))
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    disc = np.clip(radius + 0.5 - np.hypot(rows, columns), 0, 1)
    return _filtered(photo, disc)


def motion(photo: Picture, length: float, angle: float) -> Picture:
    """Applies motion blur: every point becomes a line of `length` pixels at `angle` degrees."""
    if length < 1:
        return photo
    reach = int(np.ceil(length / 2 + 1))
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    along = columns * cos(radians(angle)) + rows * sin(radians(angle))
    beside = np.abs(rows * cos(radians(angle)) - columns * sin(radians(angle)))
    line = np.clip(length / 2 + 0.5 - np.abs(along), 0, 1) * np.clip(1 - beside, 0, 1)
    return _filtered(photo, line)


def resized(photo: Picture, scale: float) -> Picture:
    """Returns the photo at a fraction of its size."""
    return np.asarray(
        cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    )


def grain(photo: Picture, deviation: float, seed: int) -> Picture:
    """Applies the sensor's noise, half of it shared by the three colours, slightly smoothed."""
    # RandomState, unlike the newer generators, guarantees the same numbers in every release.
    source = np.random.RandomState(seed % 2**32)
    shape = photo.shape
    noise = 0.8 * source.standard_normal(shape).astype(np.float32)
    noise += 0.8 * source.standard_normal((*shape[:2], 1)).astype(np.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), 0.6) * 1.7
    return _clipped(photo + noise * deviation)


def jpeg(photo: Picture, quality: float) -> bytes:
    """Returns the photo as a JPEG file."""
    file = BytesIO()
    Image.fromarray(photo).save(file, "JPEG", quality=round(quality))
    return file.getvalue()


def _filtered(photo: Picture, kernel: Light) -> Picture:
    return np.asarray(cv2.filter2D(photo, -1, kernel / kernel.sum()), np.uint8)


def _clipped(pixels: NDArray[np.floating]) -> Picture:
    return np.asarray(np.clip(np.rint(pixels), 0, 255), np.uint8)
