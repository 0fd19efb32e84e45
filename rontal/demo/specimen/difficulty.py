"""How hard a drawn photo is to read."""

from enum import StrEnum


class Difficulty(StrEnum):
    """Level of distortion in a photo."""

    EASY = "easy"
    MILD = "mild"
    HARD = "hard"
