"""Machine of the tests: the real one, with its answers cached by photo."""

from functools import cache

from idcard.faces.model import Comparison, SelfieFaces
from idcard.geometry import Quad
from idcard.photo_facts import PhotoFacts
from idcard.reading.model import CardReading
from rontal.verification.errors import MachineUnable
from rontal.verification.machine.host import Host
from rontal.verification.machine.host import machine as real

_ANSWERS = {}


class Remembered:
    """Machine that caches a host's answers in this process."""

    def __init__(self, host: Host) -> None:
        self.host = host

    def photo_facts(self, photo: bytes) -> PhotoFacts:
        return self._cached_answer(self.host.photo_facts, photo)

    def is_same_photo(self, one: bytes, other: bytes) -> bool:
        return self._cached_answer(self.host.is_same_photo, one, other)

    def read_card(self, photo: bytes) -> CardReading:
        return self._cached_answer(self.host.read_card, photo)

    def check_selfie(self, photo: bytes) -> SelfieFaces:
        return self._cached_answer(self.host.check_selfie, photo)

    def compare_faces(
        self, card: bytes, photo: bytes, portrait: Quad | None, corners: Quad | None = None
    ) -> Comparison:
        return self._cached_answer(self.host.compare_faces, card, photo, portrait, corners)

    def _cached_answer(self, method, *words):
        key = (method, *words)
        if key not in _ANSWERS:
            try:
                _ANSWERS[key] = method(*words)
            except MachineUnable as error:
                _ANSWERS[key] = error
        if isinstance(_ANSWERS[key], MachineUnable):
            raise MachineUnable(**_ANSWERS[key].params)
        return _ANSWERS[key]


def machine() -> Remembered:
    """Returns the caching machine, in place of `rontal.verification.machine.host.machine`."""
    return _remembered(real())


@cache
def _remembered(host: Host) -> Remembered:
    return Remembered(host)
