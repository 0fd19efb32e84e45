"""Pinned packages of the requirement files."""

import re

from rontal.config.env import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def pinned(*names: str) -> list[str]:
    """Returns the packages of the requirement files, by name."""
    texts = [(ROOT / "requirements" / f"{name}.txt").read_text() for name in names]
    return sorted({name for text in texts for name in PIN.findall(text)})
