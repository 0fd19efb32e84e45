"""Engines that misbehave, for use in settings.

The child process imports this module, so it must not import other test modules.
"""

import os
import time

import numpy as np

from idcard.faces.engine import DetectedFace
from idcard.recognised_text import RecognisedText


class Blind:
    """Finds nothing."""

    def find(self, pixels):
        return []

    def recognise(self, lines):
        return [RecognisedText("", 0.0) for _line in lines]

    def describe(self, pixels, face: DetectedFace):
        return np.zeros(128)


class Moody(Blind):
    """Behaves by the photo's colour: red hangs, green aborts, blue fills memory, yellow raises.

    Other colours find nothing.
    """

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
    """Loops forever at full CPU load."""

    def find(self, pixels):
        while True:
            pass


class Slow(Blind):
    """Takes 0.2 seconds, so that others wait for their turn."""

    def find(self, pixels):
        time.sleep(0.2)
        return []


class Dying(Blind):
    """Aborts the process before it is ready."""

    def __init__(self):
        os.abort()


class Greedy(Blind):
    """Requests more memory at once than allowed."""

    def find(self, pixels):
        np.ones(2_000_000_000, np.uint8)
        return []


class Nosy(Blind):
    """Raises an error where its environment contains secrets."""

    def find(self, pixels):
        secrets = [name for name in os.environ if name.startswith(("RONTAL_", "DATABASE_URL"))]
        if secrets:
            raise RuntimeError
        return []


class Deaf:
    """Incomplete engine without `recognise`."""

    def find(self, pixels):
        return []


def hog():
    """Allocates memory without end, in parts small enough to be granted."""
    memory = []
    while True:
        memory.append(np.ones(5_000_000, np.uint8))
        time.sleep(0.005)
