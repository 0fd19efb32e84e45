"""Limits of quality for photos of cards and of faces.

Measured on drawn cards, as scans and photographs, and on real portraits; see
tests/idcard/test_quality.py.
"""

from typing import Final

from idcard.photo_facts import Limits

CARD: Final = Limits(min_size=480, min_light=68, max_glare=0.03, max_blur=0.58)
FACE: Final = Limits(min_size=320, min_light=45, max_glare=0.12, max_blur=0.56)
