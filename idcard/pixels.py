"""Types of images and of places in them."""

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Image: BGR, height × width × 3."""

PixelQuad = NDArray[np.float32]
"""Four corners (4 × 2) in pixels, clockwise from the top left of the content."""
