"""Difficulty of reading a drawn photo."""

from enum import StrEnum


class Difficulty(StrEnum):
    """Level of distortion in a photo."""

    EASY = "easy"
    MILD = "mild"
    HARD = "hard"
