"""PDQ, a 256-bit perceptual hash of an image (Facebook's ThreatExchange, 2019).

Two files of the same photo (re-encoded, scaled, lightly cropped) differ in few bits; different
photos in about half of them. A 64-bit pHash cannot distinguish two identity cards, as all cards
share one layout; PDQ can.
"""

import cv2
import pdqhash

from idcard.photo_facts import Fingerprint
from idcard.pixels import Pixels

VIEW_SIZE = 512


def fingerprint(pixels: Pixels) -> Fingerprint:
    """Returns the fingerprint of a BGR image, scaled to 512 pixels as PDQ's authors advise."""
    scale = min(1.0, VIEW_SIZE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    vector, quality = pdqhash.compute(cv2.cvtColor(small, cv2.COLOR_BGR2RGB))
    return Fingerprint("".join("1" if bit else "0" for bit in vector), int(quality))
