"""How often Python looks for circles of objects."""

import gc
import weakref

import pytest

from rontal.kernel import circles


class Held:
    """Somebody who holds themselves."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def _as_before():
    """What these tests set is set back."""
    was = gc.isenabled()
    yield
    gc.enable() if was else gc.disable()


def test_within_it_nobody_looks_and_after_it_python_does_as_before():
    gc.enable()
    with circles.circles_later():
        assert not gc.isenabled()
        kept = weakref.ref(Held())
        assert kept() is not None
    assert gc.isenabled()
    gc.collect()
    assert kept() is None


def test_a_failure_within_it_and_one_within_another_leave_things_as_they_were():
    gc.enable()
    with pytest.raises(ValueError), circles.circles_later():  # noqa: PT011
        raise ValueError
    assert gc.isenabled()
    with circles.circles_later():
        with circles.circles_later():
            pass
        assert not gc.isenabled()
