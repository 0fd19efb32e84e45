"""Decoder that takes its time, so that a test can see how many run at once."""

import time

from rontal.core.children.frames import Frame


def answer(_frame: Frame) -> Frame:
    """Answers nothing, after a fifth of a second."""
    time.sleep(0.2)
    return Frame({})
