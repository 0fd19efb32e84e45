"""Errors of this package."""


class PhotoUnreadable(Exception):
    """The photo cannot be decoded to an image of plausible size."""
