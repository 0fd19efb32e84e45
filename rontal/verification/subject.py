"""What a check looks at: the form, the day, and the photos, opened only when asked for."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from PIL import Image, UnidentifiedImageError

from rontal.kernel import sealed_files
from rontal.kernel.actors import Actor
from rontal.kernel.models import SealedFile
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import Slot
from rontal.verification.errors import PhotoUnreadable
from rontal.verification.pdq import Fingerprint, Pixels, fingerprint

LONGEST_SIDE = 4000
"""Photos are scaled to 2000 pixels when they are taken in; more means that something is wrong."""


@dataclass
class Subject:
    """One application as the checks see it. `identity_hash` is the keyed hash of its number."""

    application_id: int
    identity_hash: bytes
    form: ApplicationForm
    today: date
    files: Mapping[Slot, SealedFile]
    actor: Actor
    _opened: dict[Slot, Pixels] = field(default_factory=dict)
    _marks: dict[Slot, Fingerprint] = field(default_factory=dict)

    def photo(self, slot: Slot) -> Pixels | None:
        """The BGR pixels of a photo, opened once and with a recorded reason; None without one.

        Raises NotFound, SealBroken, PhotoUnreadable.
        """
        if slot not in self.files:
            return None
        if slot not in self._opened:
            self._opened[slot] = open_pixels(self.files[slot], actor=self.actor)
        return self._opened[slot]

    def fingerprint(self, slot: Slot) -> Fingerprint:
        """The fingerprint of a photo that is there; raises like `photo`, KeyError without one."""
        if slot not in self._marks:
            pixels = self.photo(slot)
            if pixels is None:
                raise KeyError(slot)
            self._marks[slot] = fingerprint(pixels)
        return self._marks[slot]


def open_pixels(file: SealedFile, *, actor: Actor, reason: str = "examination") -> Pixels:
    """The BGR pixels of a sealed photo; raises NotFound, SealBroken, PhotoUnreadable."""
    content = sealed_files.read(file, actor=actor, reason=reason)
    try:
        with Image.open(io.BytesIO(content)) as image:
            if max(image.size) > LONGEST_SIDE:
                raise PhotoUnreadable
            pixels = np.asarray(image.convert("RGB"))[..., ::-1]
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise PhotoUnreadable from None
    return np.ascontiguousarray(pixels)
