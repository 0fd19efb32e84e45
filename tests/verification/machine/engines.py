"""Engines that misbehave, plugged in by setting. The child process imports this module, so it
imports nothing of the tests."""

import os
import time

import numpy as np

from rontal.verification.machine.protocols import FoundFace, Word


class Blind:
    """Finds nothing, at once."""

    def find(self, pixels):
        return []

    def recognise(self, lines):
        return [Word("", 0.0) for _line in lines]

    def describe(self, pixels, face: FoundFace):
        return np.zeros(128)


class Moody(Blind):
    """Does what the photo's colour says: red hangs, green kills, blue hogs, yellow raises; another
    colour sees nothing."""

    def find(self, pixels):
        blue, green, red = (int(value) for value in pixels.reshape(-1, 3).mean(axis=0))
        if red > 200 and green > 200:
            raise RuntimeError("SECRET NAME 5102041505900001")
        if red > 200:
            time.sleep(600)
        if green > 200:
            os.abort()
        if blue > 200:
            return hog()
        return []


class Busy(Blind):
    """Never comes to an end, and works hard at it."""

    def find(self, pixels):
        while True:
            pass


class Slow(Blind):
    """Takes its time, so that others have to wait for their turn."""

    def find(self, pixels):
        time.sleep(0.2)
        return []


class Dying(Blind):
    """Takes the process with it before it is ready."""

    def __init__(self):
        os.abort()


class Greedy(Blind):
    """Asks for more memory at once than there may be."""

    def find(self, pixels):
        np.ones(2_000_000_000, np.uint8)
        return []


class Nosy(Blind):
    """Raises an error named after what it finds of secrets in its environment."""

    def find(self, pixels):
        secrets = [name for name in os.environ if name.startswith(("RONTAL_", "DATABASE_URL"))]
        if secrets:
            raise RuntimeError
        return []


class Deaf:
    """No engine: it cannot recognise."""

    def find(self, pixels):
        return []


def hog():
    """Takes more and more, each part small enough to be granted."""
    kept = []
    while True:
        kept.append(np.ones(5_000_000, np.uint8))
        time.sleep(0.005)
