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
from rontal.verification.faces.model import Comparison, FaceLook
from rontal.verification.machine.protocols import Machine
from rontal.verification.pdq import Fingerprint, Pixels, fingerprint
from rontal.verification.reading.model import CardReading

LONGEST_SIDE = 4000
"""Photos are scaled to 2000 pixels when they are taken in; more means that something is wrong."""


@dataclass
class Subject:
    """One application as the checks see it. `identity_hash` is the keyed hash of its number.

    `machine` looks at photos where nobody did before; `may_compare_faces` tells whether consent
    to it stands.
    """

    application_id: int
    identity_hash: bytes
    form: ApplicationForm
    today: date
    files: Mapping[Slot, SealedFile]
    actor: Actor
    machine: Machine
    may_compare_faces: bool = False
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

    def reading(self) -> CardReading | None:
        """What stands on the card; None without a card photo.

        Raises MachineUnable, NotFound, SealBroken.
        """
        raise NotImplementedError

    def face_look(self) -> FaceLook | None:
        """The faces in the photo of oneself; None without that photo. Raises like `reading`."""
        raise NotImplementedError

    def comparison(self) -> Comparison | None:
        """The face on the card against the photo of oneself, made once.

        None without both photos, or without consent to the comparison. Raises like `reading`.
        """
        raise NotImplementedError


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
